"""Normalise: text to normal text with the way back, tokens with lemmas."""
