"""The organisers' room of figures: what an event comes to in numbers, as charts and tables."""
