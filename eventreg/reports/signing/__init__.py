"""The signed file of a final report: kept byte for byte, and looked into."""
