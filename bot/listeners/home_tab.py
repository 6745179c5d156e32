"""The assistant's Home tab: the person's open alerts, targets and the menu; refreshed whenever somebody opens it."""

import asyncio

from bot.listeners.counter import Counter
from bot.listeners.door import Handler, Visit
from bot.office import Office
from bot.policy import Action, may
from bot.subcommands.alert import listed as alerts_listed
from bot.subcommands.digest import digests_listed
from bot.subcommands.subcommand import Request
from bot.subcommands.target import listed
from bot.use_cases.proposals.list import listed_proposals
from bot.use_cases.vocabulary import example_filter
from bot.views.alerts.list import home_alerts
from bot.views.digests.home import home_digests
from bot.views.help import home
from bot.views.kit import Block
from bot.views.message import View
from bot.views.proposals.list import home_proposals
from bot.views.target_list import home_targets
from bot.views.voice.give import home_feedback


def opened(counter: Counter) -> Handler:
    """Somebody opened the app; only its Home tab is ours to draw."""

    async def serve(visit: Visit) -> None:
        if visit.arrival.value == "home":
            view = await asyncio.to_thread(_tab, counter.request(visit), counter.desk.office)
            await visit.messenger.publish_home(visit.member.user_id, view.json)

    return serve


def _tab(request: Request, office: Office) -> View:
    text = request.text
    alerts = home_alerts(alerts_listed(request, office), office.catalog, text)
    targets = home_targets(listed(request, office), office.catalog, text)
    digests = home_digests(digests_listed(request, office), text)
    said = home_feedback(text) if may(request.member, Action.SAY).allowed else ()
    proposals = _proposals(request, office)
    above = (*alerts, *digests, *targets, *said, *proposals)
    return home(office.catalog, text, example_filter(text.language, office), above)


def _proposals(request: Request, office: Office) -> tuple[Block, ...]:
    if not may(request.member, Action.PROPOSE).allowed:
        return ()
    return home_proposals(listed_proposals(request.member, office), request.text)
