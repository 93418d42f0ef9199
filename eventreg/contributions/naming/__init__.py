"""Whether the author of a contribution is named: asked when it is given, changed at any time."""
