"""The built-in KPIs, one file each; the docstring of the file is the definition that people sign."""

from kpi_engine.definitions import (
    churn,
    conversion,
    coverage,
    cycle,
    deal_size,
    leads,
    pipeline,
    qualification,
    qualified_leads,
    retention,
    revenue,
    revenue_per_customer,
    transformation,
    velocity,
)
from kpi_engine.kpi import Catalog

CATALOG = Catalog(
    leads.KPI,
    qualified_leads.KPI,
    qualification.KPI,
    conversion.KPI,
    transformation.KPI,
    cycle.KPI,
    revenue.KPI,
    revenue_per_customer.KPI,
    deal_size.KPI,
    pipeline.KPI,
    coverage.KPI,
    velocity.KPI,
    retention.KPI,
    churn.KPI,
)
