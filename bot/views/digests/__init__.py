"""What people read of digests."""
