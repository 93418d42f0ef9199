"""What people thought of an event: a short questionnaire, answered without a name."""
