"""What is kept about people: their file, and the form that erases them."""
