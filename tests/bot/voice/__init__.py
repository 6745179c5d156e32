"""What people in the field say, and how it is kept."""
