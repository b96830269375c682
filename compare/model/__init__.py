"""The vocabulary every stage speaks. Imports nothing of ours."""
