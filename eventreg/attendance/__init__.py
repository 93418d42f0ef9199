"""Who was there, per day and per visit."""
