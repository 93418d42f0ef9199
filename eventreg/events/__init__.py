"""Events, series, networks and topics."""
