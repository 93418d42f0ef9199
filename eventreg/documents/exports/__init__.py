"""The report as a DOCX file and as a page: the same facts as the PDF's."""
