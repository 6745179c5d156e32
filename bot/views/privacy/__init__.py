"""What is kept about people, in words."""
