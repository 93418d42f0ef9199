"""What documents cost, beside a naive use of the same engine on the same machine."""
