"""Contributions side by side, by topic, by visit or by kind; and the tags organisers give them."""
