"""What people do with the app's blocks, views and shortcuts, and what comes of it."""
