"""What experts give to the report."""
