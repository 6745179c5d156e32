"""What is kept about people: shown to them, and erased."""
