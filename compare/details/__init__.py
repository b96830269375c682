"""Details: the checkable parts of a text, each located and normalised."""
