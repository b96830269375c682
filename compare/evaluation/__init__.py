"""The scorecard: how right the program is, on labelled sets that the user has, beside plain methods."""
