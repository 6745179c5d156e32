"""What people see, pure: a result and a `Text` go in, a message or a view comes out."""
