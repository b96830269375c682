"""Faults of the world around the program: killed processes, full disks, strange files."""
