"""What arrives about proposals."""
