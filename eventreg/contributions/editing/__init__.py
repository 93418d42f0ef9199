"""The editing room: what experts gave is read, worded and taken into the report."""
