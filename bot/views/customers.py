"""Who counts as a customer: by contracts or by orders, said where customers are counted."""

from bot.text import Text
from kpi_engine.answer import Answer


def customers_by(answer: Answer, text: Text) -> str:
    """What tells that a customer stays; nothing where no customers are counted."""
    match answer.receipt.spells_from:
        case "contracts":
            return text.say("Customers by their contracts: who has one in force is a customer.")
        case "orders":
            return text.say("Customers by their orders: who has not ordered for long is a customer no more.")
        case _:
            return ""
