"""Turn exported files into facts: source profiles, reading, checks, rejects."""
