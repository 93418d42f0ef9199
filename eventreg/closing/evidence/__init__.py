"""The file for the funder: one ZIP with what proves that the event took place."""
