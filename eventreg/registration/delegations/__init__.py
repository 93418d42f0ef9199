"""Invitations: delegations of municipalities and institutions, and single persons."""
