"""The working papers of the day: made when asked for, kept nowhere, for organisers only."""
