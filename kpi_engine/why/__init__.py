"""Why a figure changed: its change split by group, exactly, along every dimension.

explain.py       the question put once, then one SELECT for each dimension, both periods in it
grouping.py      who stands on a line of its own
effects.py       what each line brought to the change: the arithmetic
telling.py       which dimension explains most, who stands out
explanation.py   what comes out
"""

from kpi_engine.why.explain import explain, splittable
from kpi_engine.why.explanation import Contribution, Explanation, Kind, Split, Unexplained, Unsplit

__all__ = ["Contribution", "Explanation", "Kind", "Split", "Unexplained", "Unsplit", "explain", "splittable"]
