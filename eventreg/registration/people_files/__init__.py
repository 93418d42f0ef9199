"""People as a table file: import with a dry run, export."""
