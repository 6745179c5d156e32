"""KPIs that people ask for and that the catalogue does not have yet: said so, rather than not known.

A key that has entered the catalogue is no longer to come; its names then belong in kpi_names.py.
"""

from collections.abc import Mapping

from bot.words.names import Names
from kpi_engine.question import Dimension

COMING: Mapping[str, Names] = {
    "stages": Names(
        en=("stages", "stage conversion", "funnel"),
        fr=("étapes", "entonnoir", "tunnel de vente"),
    ),
}

# Dimensions whose name alone, beside no KPI, stands for a KPI to come.
ALSO_DIMENSIONS = frozenset({Dimension.STAGE})
