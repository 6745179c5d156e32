"""Every select on our records, by subject. Repositories take and return frozen records, never live models."""
