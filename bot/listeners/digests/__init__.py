"""What arrives about digests."""
