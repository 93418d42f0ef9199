"""What a document says, as plain frozen values: gathered first, printed after."""
