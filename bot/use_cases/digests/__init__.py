"""What becomes of digests: set, decided, composed, sent, restated, and who is told where one did not go out."""
