"""Invitations: delegations with a quota and a coordinator, and single persons."""
