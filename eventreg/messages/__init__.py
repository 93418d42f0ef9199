"""The outbox and the mails in it."""
