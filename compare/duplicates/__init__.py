"""Near-duplicate paragraphs of files and exports: read in a stream, searched, told apart, written."""
