"""The press: facts to HTML to PDF to store."""
