"""Several contributions that say the same become one, with all their authors."""
