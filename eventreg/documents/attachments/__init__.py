"""Papers with their data inside: a table or the facts, as a file within the PDF (PDF/A-3)."""
