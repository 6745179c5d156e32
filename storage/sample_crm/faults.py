"""The dirt of Alto's exports: which faults, in which file and column, in how many rows."""

from dataclasses import dataclass

from storage.sample_crm.manifest import Kind

ANY_ROW = "true"
_UNCONVERTED = '"Deal ID" IS NULL'
_OPEN = "\"Stage\" NOT LIKE 'Closed %'"
_LOST = "\"Stage\" = 'Closed Lost'"


@dataclass(frozen=True, slots=True)
class Fault:
    """`rows` rows, drawn among those that meet a condition. `becomes` is the SQL of the column's faulty value."""

    kind: Kind
    file: str
    rows: int
    column: str | None = None
    becomes: str = "''"
    among: str = ANY_ROW


FAULTS = (
    Fault(Kind.IDENTICAL, "accounts.csv", 3),
    Fault(Kind.PADDED, "accounts.csv", 12, "Industry", "'  ' || \"Industry\" || ' '"),
    Fault(Kind.MISSPELT, "accounts.csv", 8, "Segment", "'Hospitalty'", "\"Segment\" = 'Hospitality'"),
    Fault(Kind.IDENTICAL, "leads.csv", 14),
    Fault(
        Kind.CONFLICTING,
        "leads.csv",
        3,
        "Lead Owner",
        "'Camille Roy'",
        f"{_UNCONVERTED} AND \"Lead Owner\" <> 'Camille Roy'",
    ),
    Fault(Kind.MISSING, "leads.csv", 5, "Create Date", "''", _UNCONVERTED),
    Fault(Kind.IMPOSSIBLE_DATE, "leads.csv", 4, "Create Date", "left(\"Create Date\", 4) || '-02-30'", _UNCONVERTED),
    Fault(Kind.MISSPELT, "leads.csv", 17, "Lead Source", "'Refferal'", "\"Lead Source\" = 'Referral'"),
    Fault(Kind.MISSPELT, "leads.csv", 9, "Lead Source", "'Tradeshow'", "\"Lead Source\" = 'Trade show'"),
    Fault(Kind.UNKNOWN_MARKER, "leads.csv", 30, "Lead Source", "'n/a'"),
    Fault(Kind.PADDED, "leads.csv", 11, "Segment", "\"Segment\" || '  '"),
    Fault(Kind.IDENTICAL, "deals.csv", 6),
    Fault(Kind.CONFLICTING, "deals.csv", 2, "Amount", "'999.00'", _LOST),
    Fault(Kind.NOT_A_NUMBER, "deals.csv", 2, "Amount", "'tbd'", _OPEN),
    Fault(Kind.CLOSED_BEFORE_CREATED, "deals.csv", 5, "Close Date", 'iso("Create Date"::DATE - 40)', _LOST),
    Fault(Kind.CLOSED_WITHOUT_DATE, "deals.csv", 3, "Close Date", "''", _LOST),
    Fault(Kind.MISSPELT, "deals.csv", 7, "Stage", "'Closed Wonn'", "\"Stage\" = 'Closed Won'"),
    Fault(Kind.IDENTICAL, "deal_stage_history.csv", 10),
    Fault(Kind.OUT_OF_SCALE, "survey_responses.csv", 3, "Score", "'11'", "\"Survey\" = 'NPS'"),
    Fault(Kind.MISSING, "survey_responses.csv", 2, "Score"),
    Fault(Kind.IDENTICAL, "commandes.csv", 9),
    Fault(Kind.IMPOSSIBLE_DATE, "commandes.csv", 3, "Date de commande", "'31/02/' || right(\"Date de commande\", 4)"),
    Fault(Kind.MISSING, "commandes.csv", 4, "Code client"),
    Fault(Kind.NOT_A_NUMBER, "commandes.csv", 2, "Montant HT", "'à facturer'"),
    Fault(Kind.UNLISTED_ACCOUNT, "commandes.csv", 7, "Code client", "'C9' || right(\"Code client\", 5)"),
    Fault(Kind.PADDED, "commandes.csv", 10, "Article", "\"Article\" || ' '"),
    Fault(Kind.CONFLICTING, "contrats.csv", 2, "Mensualité HT", "'1,00'", "\"Statut\" = 'Résilié'"),
    Fault(Kind.MISSING, "contrats.csv", 3, "Date de début", "''", "\"Statut\" = 'Résilié'"),
)
