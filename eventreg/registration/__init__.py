"""Registrations, places, needs, consents and the secret link."""
