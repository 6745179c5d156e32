"""How each language writes: sentences.py, numerals.py; the sentences themselves are in <language>/LC_MESSAGES/kpi.po."""
