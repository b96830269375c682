"""The same in the browser: pages and an interface for programs, on this machine alone."""
