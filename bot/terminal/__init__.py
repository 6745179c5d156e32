"""The work behind each `kpi` verb."""
