"""The meetings of one project, looked at together."""
