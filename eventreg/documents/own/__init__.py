"""Papers of one person, by the own link: the ticket and one's own data. They are kept nowhere."""
