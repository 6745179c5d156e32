"""What arrives about polls."""
