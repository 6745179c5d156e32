"""What becomes of alerts: rules, what they see, and the episodes that come of it."""
