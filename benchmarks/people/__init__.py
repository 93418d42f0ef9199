"""What the organiser's table of people costs with 50,000 of them."""
