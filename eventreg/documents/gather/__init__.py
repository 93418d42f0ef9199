"""From the database to facts, in a fixed number of statements for each document."""
