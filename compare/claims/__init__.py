"""Claims: what is told by whom, and how the tellings differ."""
