"""How each language writes numbers and sentences; the sentences themselves are in <language>/LC_MESSAGES/kpi.po."""
