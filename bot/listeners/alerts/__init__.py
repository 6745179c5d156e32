"""What arrives about alerts."""
