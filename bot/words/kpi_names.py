"""What people call each KPI. Its key and the catalogue's own English name are understood without standing here.

Where one name holds another ("leads qualifiés", "leads"), the longer one wins.
"""

from collections.abc import Mapping

from bot.words.names import Names
from kpi_engine.question import Dimension

KPI_NAMES: Mapping[str, Names] = {
    "leads": Names(
        en=("leads", "lead", "new leads", "leads created", "created leads", "number of leads", "lead count"),
        fr=("leads", "nombre de leads", "nouveaux leads", "leads créés", "leads entrants", "pistes"),
    ),
    "qualified-leads": Names(
        en=("qualified leads", "qualified lead", "leads qualified", "sales qualified leads", "sales qualified lead",
            "number of qualified leads", "SQL", "SQLs"),
        fr=("leads qualifiés", "lead qualifié", "nombre de leads qualifiés", "pistes qualifiées"),
    ),
    "qualification": Names(
        en=("qualification", "qualification rate", "lead qualification", "lead qualification rate"),
        fr=("taux de qualification", "qualification des leads", "taux de qualification des leads",
            "tx de qualification"),
    ),
    "conversion": Names(
        en=("conversion", "conversion rate", "lead conversion", "lead conversion rate", "conversion of leads",
            "lead to customer", "lead to customer conversion", "lead to customer rate", "CVR", "conv rate"),
        fr=("taux de conversion", "conversion", "conversion des leads", "taux de conversion des leads",
            "tx de conversion", "taux conversion", "taux de conv", "tx de conv", "tx conv"),
    ),
    "transformation": Names(
        en=("win rate", "winrate", "win ratio", "transformation", "transformation rate", "opportunity win rate",
            "closing rate", "close rate"),
        fr=("taux de transformation", "transformation", "tx de transformation", "taux transformation",
            "tx transformation", "transfo", "taux de transfo", "tx de transfo", "tx transfo", "taux de gain",
            "taux de réussite", "taux de succès", "taux de closing"),
    ),
    "cycle": Names(
        en=("sales cycle", "cycle", "sales cycle length", "length of the sales cycle", "cycle length", "cycle time",
            "deal cycle", "time to close", "time to win", "days to close", "days to win", "time to close a deal",
            "does it take to close", "does it take to close a deal", "does it take to win",
            "does it take to win a deal"),
        fr=("durée du cycle de vente", "cycle", "cycle de vente", "cycle de ventes", "durée du cycle", "durée de cycle",
            "longueur du cycle de vente", "cycle commercial", "durée de vente", "délai de vente", "cycle moyen",
            "durée moyenne du cycle de vente", "durée moyenne de vente", "temps pour signer",
            "temps pour signer un client", "temps pour gagner une affaire"),
    ),
    "revenue": Names(
        en=("revenue", "revenues", "sales revenue", "total revenue"),
        fr=("chiffre d'affaires", "CA", "chiffre d'affaire", "chiffres d'affaires", "C.A.", "revenu", "revenus"),
    ),
    "revenue-per-customer": Names(
        en=("revenue per customer", "revenue per account", "revenue per client", "average revenue per customer",
            "average revenue per account", "ARPA", "ARPC"),
        fr=("CA par client", "chiffre d'affaires par client", "chiffre d'affaire par client", "CA/client",
            "CA moyen par client", "chiffre d'affaires moyen par client", "CA par compte", "revenu par client",
            "revenu moyen par client"),
    ),
    "deal-size": Names(
        en=("deal size", "average deal size", "average deal", "average deal value", "avg deal size", "deal value",
            "average basket", "basket size"),
        fr=("panier moyen", "panier", "montant moyen", "montant moyen des affaires", "taille moyenne des affaires",
            "valeur moyenne des affaires", "affaire moyenne"),
    ),
    "pipeline": Names(
        en=("pipeline", "open pipeline", "pipeline value", "sales pipeline", "open opportunities", "open deals"),
        fr=("portefeuille", "pipeline", "portefeuille commercial", "pipe", "opportunités ouvertes",
            "affaires en cours"),
    ),
    "coverage": Names(
        en=("coverage", "pipeline coverage", "coverage ratio"),
        fr=("couverture", "couverture du pipeline", "couverture du pipe", "couverture du portefeuille",
            "taux de couverture"),
    ),
    "velocity": Names(
        en=("velocity", "sales velocity", "pipeline velocity"),
        fr=("vélocité", "vélocité des ventes", "vélocité commerciale", "vélocité du pipeline"),
    ),
    "stages": Names(
        en=("friction", "funnel", "stage conversion", "stage by stage", "time in stage", "stalled deals",
            "stalled opportunities"),
        fr=("friction", "entonnoir", "tunnel de vente", "étape par étape", "temps par étape", "affaires bloquées",
            "opportunités bloquées"),
    ),
    "retention": Names(
        en=("retention", "retention rate", "customer retention", "customer retention rate"),
        fr=("taux de rétention", "rétention", "rétention client", "rétention clients", "rétention des clients",
            "tx de rétention", "fidélisation", "taux de fidélisation"),
    ),
    "churn": Names(
        en=("churn", "churn rate", "customer churn", "customer churn rate", "attrition rate", "customer attrition"),
        fr=("attrition", "taux d'attrition", "tx d'attrition", "attrition client", "attrition clients",
            "attrition des clients", "taux de churn"),
    ),
    "response-time": Names(
        en=("response-time", "response time", "response times", "speed to lead", "lead response time",
            "time to first contact", "first contact"),
        fr=("délai de réponse", "délais de réponse", "délai de réponse aux leads", "temps de réponse",
            "temps de réponse aux leads", "délai de premier contact",
            "délai de prise en charge"),
    ),
    "grr": Names(
        en=("GRR", "gross revenue retention", "gross retention"),
        fr=("GRR", "rétention brute", "rétention brute du revenu", "rétention brute du CA"),
    ),
    "nrr": Names(
        en=("NRR", "NDR", "net revenue retention", "net retention", "net dollar retention"),
        fr=("NRR", "rétention nette", "rétention nette du revenu", "rétention nette du CA"),
    ),
    "cohorts": Names(
        en=("cohorts", "cohort", "customer cohorts", "retention by cohort", "cohort retention"),
        fr=("cohortes", "cohorte", "cohortes de clients", "rétention par cohorte"),
    ),
    "nps": Names(en=("NPS", "net promoter score"), fr=("NPS", "score de recommandation")),
    "csat": Names(
        en=("CSAT", "customer satisfaction", "satisfaction", "satisfaction score"),
        fr=("CSAT", "satisfaction client", "satisfaction", "taux de satisfaction", "satisfaction des clients"),
    ),
}  # fmt: skip

# Words that some use for one KPI and some for another: asked back, never chosen.
DOUBTFUL_NAMES: Mapping[str, tuple[str, ...]] = {
    "rate": ("conversion", "transformation", "qualification"),
    "taux": ("conversion", "transformation", "qualification"),
    "ratio": ("conversion", "transformation", "qualification"),
    "turnover": ("revenue", "churn"),
    "sales": ("revenue", "transformation", "cycle"),
    "ventes": ("revenue", "transformation", "cycle"),
    "closing": ("transformation", "cycle"),
    **dict.fromkeys(
        ("deals", "win", "won", "deals won", "won deals", "wins", "deals closed", "closed deals", "deals signed",
         "affaires", "affaires gagnées", "affaires signées", "ventes signées"),
        ("transformation", "revenue", "deal-size"),
    ),
    **dict.fromkeys(
        ("lose", "lose deals", "losing", "losing deals", "deals lost", "lost deals", "losses", "perd", "perdu",
         "perdons", "perd des affaires", "affaires perdues", "pertes"),
        ("transformation", "churn"),
    ),
    **dict.fromkeys(("new customers", "customers won", "nouveaux clients", "clients gagnés"), ("cohorts",)),
    **dict.fromkeys(("lost customers", "customers lost", "clients perdus"), ("churn",)),
    **dict.fromkeys(("customers", "clients"), ("retention", "churn", "cohorts")),
    **dict.fromkeys(("forecast", "sales forecast", "prévision", "prévisions"), ("pipeline", "coverage", "velocity")),
    **dict.fromkeys(("MRR", "ARR", "recurring revenue", "revenu récurrent"), ("nrr", "grr", "revenue")),
    **dict.fromkeys(("ACV", "AOV"), ("deal-size", "revenue-per-customer")),
    "average revenue": ("revenue-per-customer", "deal-size"),
    "revenu moyen": ("revenue-per-customer", "deal-size"),
    "CA moyen": ("revenue-per-customer", "deal-size"),
    "quota": ("coverage", "revenue"),
    "revenue by customer": ("revenue-per-customer",),
    "revenue by client": ("revenue-per-customer",),
    "revenue by account": ("revenue-per-customer",),
}  # fmt: skip

# Dimensions whose name alone, beside no KPI, is a KPI.
ALSO_KPIS: Mapping[Dimension, str] = {Dimension.STAGE: "stages"}
