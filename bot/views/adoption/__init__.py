"""What is said of adopted definitions: what was retired, what changed and when, why one is not put in force."""
