"""What is worth a place on the agenda when the KPIs are revised."""
