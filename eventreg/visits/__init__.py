"""Host institutions and site visits."""
