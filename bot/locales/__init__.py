"""How each language writes numbers and sentences; the sentences are in <language>/LC_MESSAGES/, one .po per room."""
