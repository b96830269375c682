"""Readers under broken files, for as long as one likes."""
