"""What comes in while things are heavy, away or full."""
