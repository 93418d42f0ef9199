"""Papers as pages of the browser, for whoever edits what they say: same facts, same sheet."""
