"""What becomes of proposals after the meeting: who is asked, until when, and what they answered."""
