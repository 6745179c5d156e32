"""How long an answer takes, beside other ways to the same figures."""
