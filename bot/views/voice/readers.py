"""Who reads what is said, as one names them in a sentence."""

from bot.text import Text


def readers(team: str, text: Text) -> str:
    """The managers of a team; the admins where it is nobody's."""
    if not team:
        return text.say("The admins")
    return text.say("The managers of team {name}", name=team)
