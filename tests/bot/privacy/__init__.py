"""What people are told of their data, get of it, and have erased."""
