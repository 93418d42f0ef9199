"""One filter of people for every room: typed, joined by all, any and none."""
