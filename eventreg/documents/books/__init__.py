"""Which documents are bound from parts, and how each kind is parted."""
