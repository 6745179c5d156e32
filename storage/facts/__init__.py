"""Published facts: versions, readers, publication."""
