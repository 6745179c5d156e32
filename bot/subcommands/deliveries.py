"""`/kpi deliveries`: how digests and alerts fared in the channels that a manager or an admin answers for."""

from bot.office import Office
from bot.subcommands.subcommand import Request, Subcommand
from bot.use_cases.delivery_report import delivery_report
from bot.views.deliveries import deliveries
from bot.views.message import Message


def run(request: Request, office: Office) -> Message:
    """The report, on the house's clocks."""
    return deliveries(delivery_report(request.member, office), office.calendar.zone, request.text)


DELIVERIES = Subcommand("deliveries", frozenset({"deliveries", "delivery", "livraisons", "envois"}), run)
