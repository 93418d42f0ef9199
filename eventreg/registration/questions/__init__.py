"""The event's own questions and the answers to them."""
