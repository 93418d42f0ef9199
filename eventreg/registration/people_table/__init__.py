"""The organiser's table of people: columns, orders, saved views."""
