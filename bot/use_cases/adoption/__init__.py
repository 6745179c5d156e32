"""Definitions that a house adopts: the versions of each KPI, what rules on a day, and what follows from a change."""
