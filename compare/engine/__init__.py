"""Engines: what carries the pure functions of the stages over more texts than fit in memory."""
