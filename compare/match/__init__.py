"""Match: which units of two witnesses could tell the same thing, and how strongly each channel says so."""
