"""What differs between one machine and many, chosen by URL."""
