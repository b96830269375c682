"""Report: from the one result to every file a reader opens."""
