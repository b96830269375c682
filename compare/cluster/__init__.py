"""Stories: accounts that tell one event."""
