"""The paper of one good practice of the library."""
