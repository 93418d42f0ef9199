"""How much it bears, and how fast: each folder is a harness of its own, run on loopback."""
