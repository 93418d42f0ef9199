"""The desk: who arrives is found, checked in, entered on the spot, with or without a network."""
