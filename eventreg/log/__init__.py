"""The log read in words: what happened, filtered, page by page."""
