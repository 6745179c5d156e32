"""Polls: opened, answered, closed, counted."""
