"""Organisations, staff, roles and sign-in."""

from flask import Flask


def init(app: Flask) -> None:
    """Set up staff sign-in."""
    from eventreg.accounts import sign_in

    sign_in.init(app)
