"""Pictures of a result over any number of accounts: who is like whom, who tells what, whence and when."""
