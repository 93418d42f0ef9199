"""What participants say of a draft, paragraph by paragraph, and what the organiser answers."""
