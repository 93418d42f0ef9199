"""The commands of `eventreg`, one module per subject."""
