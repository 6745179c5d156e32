"""What people call each dimension, and the words that come before one to break a figure down by it."""

from collections.abc import Mapping

from bot.words.names import Names
from kpi_engine.question import Dimension

DIMENSION_NAMES: Mapping[Dimension, Names] = {
    Dimension.SOURCE: Names(
        en=("source", "sources", "lead source", "lead sources", "channel", "channels"),
        fr=("source", "origine", "origines", "provenance", "source de leads", "source des leads", "canal", "canaux"),
    ),
    Dimension.CAMPAIGN: Names(
        en=("campaign", "campaigns", "marketing campaign"),
        fr=("campagne", "campagnes", "campagne marketing"),
    ),
    Dimension.SEGMENT: Names(
        en=("segment", "segments", "customer segment", "customer segments", "sector", "sectors", "industry",
            "industries"),
        fr=("segment", "segment client", "segments clients", "segment de clientèle", "secteur", "secteurs",
            "secteur d'activité", "secteurs d'activité"),
    ),
    Dimension.REGION: Names(
        en=("region", "regions", "territory", "territories", "area", "areas"),
        fr=("région", "régions", "territoire", "territoires", "zone", "zones"),
    ),
    Dimension.TEAM: Names(
        en=("team", "teams", "sales team", "sales teams"),
        fr=("équipe", "équipes", "équipe commerciale", "équipes commerciales"),
    ),
    Dimension.REP: Names(
        en=("rep", "reps", "sales rep", "sales reps", "salesperson", "salespeople", "salesman", "saleswoman", "seller",
            "sellers", "representative", "representatives", "owner", "owners"),
        fr=("commercial", "commerciale", "commerciaux", "commerciales", "vendeur", "vendeuse", "vendeurs", "vendeuses",
            "représentant", "représentante", "représentants", "propriétaire"),
    ),
    Dimension.PRODUCT: Names(
        en=("product", "products"),
        fr=("produit", "produits"),
    ),
    Dimension.STAGE: Names(
        en=("stage", "stages", "pipeline stage", "deal stage"),
        fr=("étape", "étapes", "étape du pipeline", "phase", "phases"),
    ),
    Dimension.LOST_REASON: Names(
        en=("lost reason", "lost reasons", "loss reason", "loss reasons", "reason lost", "reason for loss"),
        fr=("motif de perte", "motifs de perte", "motif de la perte", "raison de perte", "raisons de perte",
            "raison de la perte", "cause de perte"),
    ),
    Dimension.CURRENCY: Names(
        en=("currency", "currencies"),
        fr=("devise", "devises", "monnaie"),
    ),
}  # fmt: skip

BY = Names(
    en=("by", "per", "by:", "by the", "for each", "split by", "broken down by", "breakdown by", "grouped by"),
    fr=("par", "par:", "pour chaque", "ventilé par", "réparti par", "détaillé par", "détail par", "selon", "selon la"),
)

UNKNOWN = Names(en=("unknown",), fr=("inconnu", "inconnue", "inconnus", "inconnues"))
