"""Block Kit: what it allows, what it holds, what it says in plain words."""
