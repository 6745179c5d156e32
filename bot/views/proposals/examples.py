"""Proposals in every state: their form, their message, their list, from invented figures."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.errors import OlderRevision, ProposalGone
from bot.text import Text
from bot.use_cases import target_choices
from bot.use_cases.proposals.choices import Choices
from bot.use_cases.proposals.draft import Fault, Part, ProposalDraft, RecipeDraft
from bot.use_cases.proposals.list import ListedProposal
from bot.use_cases.proposals.news import ProposalNews, Telling
from bot.use_cases.proposals.outlook import ProposalOutlook
from bot.use_cases.proposals.proposed import dump_target
from bot.views.kit import Block
from bot.views.message import Message, View
from bot.views.proposals import list as lists
from bot.views.proposals import replies
from bot.views.proposals.example_figures import CALENDAR, LEADS, QUARTER, RECIPE, a_kpi, a_look, looks
from bot.views.proposals.figures import figures_words
from bot.views.proposals.form import Carried, Filled, proposal_form, waiting
from bot.views.proposals.messages import House, proposal_message
from kpi_engine.definitions import CATALOG
from kpi_engine.figure import Direction
from kpi_engine.question import Dimension
from kpi_engine.recipe import BadRecipe, Happening, RecipeProblem, Way, dump
from kpi_engine.scope import COMPANY, Level, Scope
from kpi_engine.target import Target, TargetKind
from storage.repositories.proposal_records import Proposal, ProposalKind, ProposalState

_HOUSE = House(CATALOG, CALENDAR, "EUR")
_NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def a_proposal(kind: ProposalKind = ProposalKind.NEW) -> Proposal:
    """Somebody's, of one kind."""
    composed = kind in {ProposalKind.NEW, ProposalKind.CHANGE}
    target = Target("conversion", COMPANY, QUARTER, TargetKind.POINTS, 0.05, 0.25)
    return Proposal(
        team_id="T1",
        id="p1",
        author="U0EXAMPLE",
        kind=kind,
        kpi="real-conversion" if kind is ProposalKind.NEW else "conversion",
        name="Real <conversion>" if kind is ProposalKind.NEW else "Conversion rate",
        better=Direction.UP,
        recipe=dump(RECIPE) if composed else None,
        target=dump_target(target) if kind is ProposalKind.TARGET else None,
        successor="transformation" if kind is ProposalKind.DROP else None,
        why="Referrals win by themselves.\nThey hide how the others do.",
        owner="U0OTHER" if composed else None,
        paired_with="response-time" if kind is ProposalKind.NEW else None,
        state=ProposalState.OPEN,
        revision=1,
        channel_id="C0EXAMPLE",
        root_delivery=7,
        created_at=_NOW - timedelta(days=3),
        changed_at=_NOW,
    )


def proposal_messages(text: Text) -> dict[str, Message]:
    """The message of each kind, in each state; the replies and the notice; the list; what a press is answered with."""
    new, change = a_proposal(), a_proposal(ProposalKind.CHANGE)
    seconded = replace(new, seconded_by=("U0OTHER", "U0THIRD"), revision=2)
    edits = {
        "definition": (replace(seconded, recipe=dump(replace(RECIPE, within_days=60)), why="Shorter."), new),
        "pairing": (replace(seconded, paired_with=None, owner="U0THIRD"), new),
        "successor": (replace(a_proposal(ProposalKind.DROP), successor=None), a_proposal(ProposalKind.DROP)),
        "target": (
            replace(a_proposal(ProposalKind.TARGET), revision=2),
            replace(a_proposal(ProposalKind.TARGET), target=None),
        ),
    }

    def told(telling: Telling, news: ProposalNews) -> Message:
        return proposal_message(telling, news, _HOUSE, text)

    return {
        **{f"proposal, {kind}": told(Telling.ROOT, ProposalNews(a_proposal(kind))) for kind in ProposalKind},
        **{
            f"proposal, {state}": told(Telling.ROOT, ProposalNews(replace(seconded, state=state)))
            for state in ProposalState
        },
        "proposal, unreadable": told(Telling.ROOT, ProposalNews(replace(new, recipe={"way": "magic"}))),
        "proposed change, unreadable": told(Telling.ROOT, ProposalNews(replace(change, recipe={"way": "magic"}))),
        **{f"proposal edited, {what}": told(Telling.EDITED, ProposalNews(*both)) for what, both in edits.items()},
        "proposal withdrawn": told(Telling.WITHDRAWN, ProposalNews(new, new, "U0OTHER", "Finance counts them.")),
        "proposal changed, supporter": told(Telling.TO_SUPPORTER, ProposalNews(*edits["definition"])),
        "proposals": lists.proposal_list(_listed(), (), CATALOG, _NOW, text),
        "no proposals": lists.proposal_list((), (), CATALOG, _NOW, text),
        "a proposal that is voted on": lists.proposal_list(
            (), [each.proposal for each in _listed()][:1], CATALOG, _NOW, text
        ),
        "proposal form offered": lists.offered("conversion", text),
        "proposal seconded": replies.seconded(text, seconds=True),
        "proposal no longer seconded": replies.seconded(text, seconds=False),
        "proposal of an older revision": replies.older_revision(OlderRevision(1, 2), text),
        **{f"proposal gone, {state}": replies.gone(ProposalGone(state), text) for state in (*ProposalState, None)},
    }


def proposal_views(text: Text) -> dict[str, View]:
    """The form from empty to kept, and the small ones."""
    draft = ProposalDraft(
        kind=ProposalKind.NEW,
        name="Real conversion",
        recipe=RecipeDraft(
            Way.SHARE, Happening.LEADS_WON, among=Happening.LEADS_CREATED, conditions=(LEADS,), within_days="90"
        ),
        why="Referrals win by themselves.",
        owner="U0OTHER",
        channel_id="C0EXAMPLE",
    )
    kpi = a_kpi()
    told = ProposalOutlook(draft, kpi=kpi, recipe=RECIPE, seal="5ea1")
    filled = Filled(draft, _choices(), Carried("p1"), told, "EUR", a_look())
    others = {kind: _of_kind(kind, filled) for kind in (ProposalKind.CHANGE, ProposalKind.DROP, ProposalKind.TARGET)}
    return {
        "proposal form, on its way": waiting(text),
        "proposal form, empty": proposal_form(
            Filled(ProposalDraft(), _choices(), Carried("p1"), ProposalOutlook(ProposalDraft()), "EUR"), text
        ),
        "proposal form, new": proposal_form(filled, text),
        "proposal form, looking": proposal_form(replace(filled, looked=None, looking=True), text),
        "proposal form, again": proposal_form(replace(filled, again=True), text),
        "proposal form, many values": proposal_form(replace(filled, choices=_choices(_many())), text),
        "proposal form, begun": proposal_form(_begun(filled), text),
        **{f"proposal form, {way}": proposal_form(_measured(way, filled), text) for way in Way},
        **{f"proposal form, {kind}": proposal_form(each, text) for kind, each in others.items()},
        "proposal form, editing": proposal_form(replace(filled, carried=Carried("p1", 2, kind="new")), text),
        "proposal form, bad": proposal_form(
            replace(
                filled, looked=None, told=replace(told, kpi=None, bad=BadRecipe(RecipeProblem.NOTHING_LEFT, "source"))
            ),
            text,
        ),
        "proposal form, faults": proposal_form(
            replace(filled, told=replace(told, faults=dict(zip(Part, Fault, strict=False)))), text
        ),
        **{
            f"proposal figures, {what}": lists.looked_at(a_proposal(), _HOUSE, figures_words(each, text), text)
            for what, each in looks().items()
        },
        "proposal figures, on their way": lists.looking(text),
        "proposal figures, none": lists.looked_at(
            a_proposal(ProposalKind.TARGET), _HOUSE, replies.no_definition(text), text
        ),
        "proposal figures, not seen": lists.looked_at(
            a_proposal(ProposalKind.TARGET), _HOUSE, replies.not_seen(text), text
        ),
        "proposal sent": lists.proposal_sent(a_proposal(), CATALOG, text),
        "proposal edited": lists.proposal_sent(replace(a_proposal(), revision=2), CATALOG, text),
        "proposal withdrawing": lists.withdrawing(a_proposal(), CATALOG, text),
        "proposal withdrawn": lists.withdrawn(a_proposal(), CATALOG, text),
    }


def some_proposals(text: Text) -> tuple[Block, ...]:
    """On the Home tab."""
    return lists.home_proposals(_listed(), text)


def _listed() -> tuple[ListedProposal, ...]:
    own, other = (
        a_proposal(),
        replace(a_proposal(ProposalKind.DROP), id="p2", author="U0OTHER", seconded_by=("U0EXAMPLE",)),
    )
    third = replace(a_proposal(ProposalKind.CHANGE), id="p3", seconded_by=("U0THIRD", "U0OTHER"))
    return (
        ListedProposal(own, may_edit=True, may_withdraw=True, seconds=None),
        ListedProposal(other, may_edit=False, may_withdraw=True, seconds=True),
        ListedProposal(third, may_edit=False, may_withdraw=False, seconds=False),
    )


def _many() -> tuple[str | None, ...]:
    """More than a menu holds, one of them longer than an option shows, one than it carries."""
    return ("Partner <b2b> & co " * 5, "web " * 50, *map("campaign {}".format, range(150)), None)


def _choices(values: tuple[str | None, ...] = ("web", "referral", "Partner <b2b> & co", None)) -> Choices:
    kpis = tuple(CATALOG.values())
    aim = target_choices.Choices(kpis, (COMPANY, Scope(Level.TEAM, "Nord")), (QUARTER,))
    return Choices(kpis, kpis, (Dimension.SOURCE, Dimension.SEGMENT), "leads", {Dimension.SOURCE: values}, aim)


def _begun(filled: Filled) -> Filled:
    draft = replace(filled.draft, recipe=RecipeDraft())
    return replace(filled, draft=draft, told=ProposalOutlook(draft), looked=None)


def _measured(way: Way, filled: Filled) -> Filled:
    """With the inputs that go with a way of measuring."""
    counted = {
        Way.SHARE: Happening.LEADS_WON,
        Way.MEDIAN_DAYS: Happening.OPPORTUNITIES_WON,
        Way.COUNT: Happening.NPS_ANSWERS,
    }
    since = Happening.OPPORTUNITIES_CREATED if way is Way.MEDIAN_DAYS else None
    draft = replace(filled.draft, recipe=RecipeDraft(way, counted.get(way, Happening.ORDERS), since=since))
    return replace(filled, draft=draft, told=ProposalOutlook(draft), looked=None)


def _of_kind(kind: ProposalKind, filled: Filled) -> Filled:
    draft = replace(filled.draft, kind=kind, kpi="conversion")
    before = CATALOG["conversion"] if kind is ProposalKind.CHANGE else None
    kpi = a_kpi() if before else CATALOG["conversion"]
    told = ProposalOutlook(draft, kpi=kpi, before=before, recipe=RECIPE)
    return replace(filled, draft=draft, told=told, looked=filled.looked if before else None)
