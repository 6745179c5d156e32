"""KPIs that people compose: a small closed grammar, and what it comes to. kpi_engine.recipe is its door."""
