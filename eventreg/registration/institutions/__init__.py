"""What institutions are called: the kept names of an organisation, and the spellings of each."""
