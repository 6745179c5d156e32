"""What arrives about the voice of the field."""
