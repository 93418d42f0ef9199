"""Experts write down what they saw, from their own link: drafts first, then for the report."""
