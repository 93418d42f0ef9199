"""What staff note of people for themselves: tags and notes."""
