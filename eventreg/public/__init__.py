"""What everybody may see: the list of events, the page of each, the notices."""
