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
    "cohorts": Names(en=("cohorts", "cohort"), fr=("cohortes", "cohorte")),
    "grr": Names(en=("GRR", "gross revenue retention", "gross retention"), fr=("rétention brute",)),
    "nrr": Names(en=("NRR", "NDR", "net revenue retention", "net retention"), fr=("rétention nette",)),
    "response-time": Names(
        en=("response-time", "response times", "speed to lead", "lead response time"),
        fr=("délai de réponse", "délais de réponse", "temps de réponse"),
    ),
    "nps": Names(en=("NPS", "net promoter score"), fr=("NPS",)),
    "csat": Names(en=("CSAT", "customer satisfaction", "satisfaction"), fr=("satisfaction client",)),
}

# Dimensions whose name alone, beside no KPI, stands for a KPI to come.
ALSO_DIMENSIONS = frozenset({Dimension.STAGE})
