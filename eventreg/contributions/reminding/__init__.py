"""Reminding those who were there and have given nothing to the report."""
