"""`/_control`: act as a person, move the clock, inject faults, read the journal."""
