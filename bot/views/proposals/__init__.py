"""How proposals look: their form, their message, their list."""
