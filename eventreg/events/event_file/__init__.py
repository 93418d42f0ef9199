"""The event file `eventreg.event/1`: one JSON document that carries a whole event."""
