"""Which accounts share one origin: agencies that they name, text that they share, and how to count both."""
