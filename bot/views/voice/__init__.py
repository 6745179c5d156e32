"""What people in the field say, and what is done about it, in words."""
