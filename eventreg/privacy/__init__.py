"""Retention and erasure (R20–R22)."""
