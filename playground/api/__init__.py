"""The Web API: one file per family of methods, each with an explicit tuple of them."""
