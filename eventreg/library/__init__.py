"""The library of good practices: what experts of all events have seen to work, for everybody."""
