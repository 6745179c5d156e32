"""KPIs that people propose: composed, looked at on real data, discussed, seconded, edited, withdrawn."""
