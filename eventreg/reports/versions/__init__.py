"""What a report said when it was sent for comments, and when it became final."""
