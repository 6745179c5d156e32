"""A definition held against the past before anybody is bound by it: in the form, and on the ballot."""

from kpi_engine.backtest.previewed import Preview, Unheard, preview
from kpi_engine.backtest.tested import AlertTold, BackTest, MonthTold, TargetTold, back_test
from kpi_engine.backtest.written import dump, load, load_preview

__all__ = [
    "AlertTold",
    "BackTest",
    "MonthTold",
    "Preview",
    "TargetTold",
    "Unheard",
    "back_test",
    "dump",
    "load",
    "load_preview",
    "preview",
]
