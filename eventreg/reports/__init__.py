"""The final report."""
