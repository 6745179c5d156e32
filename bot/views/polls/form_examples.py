"""The forms of polls and what takes their place, and the agenda of a revision, from invented votes."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from bot.text import Text
from bot.use_cases.polls.draft import Fault, OwnQuestion, PollDraft
from bot.use_cases.review.agenda import Agenda, Finding, Item
from bot.use_cases.review.past_targets import KeptRecord
from bot.views.message import Message, View
from bot.views.polls import decision_forms, notices
from bot.views.polls.ballot import Ballot, ballot_view, counted, told, waiting
from bot.views.polls.evidence import shown_above
from bot.views.polls.example_poll import a_poll, closed
from bot.views.polls.examples import a_decision
from bot.views.polls.form import Filled, poll_form
from bot.views.polls.form import waiting as form_waiting
from bot.views.polls.form_questions import Offered
from bot.views.polls.form_read import Carried
from bot.views.polls.form_words import fault_words
from bot.views.polls.list import poll_opened
from bot.views.polls.review import review
from kpi_engine.definitions import CATALOG
from kpi_engine.periods import Calendar, Grain
from kpi_engine.scope import Level, Scope
from kpi_engine.target import Target, TargetKind
from storage.repositories.poll_records import Method, PollDecision, Secrecy
from storage.repositories.proposal_records import ProposalKind
from storage.repositories.records import KeptTarget

_CALENDAR = Calendar("Europe/Paris")
_QUARTER = _CALENDAR.containing(date(2026, 7, 1), Grain.QUARTER)
_SET_AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
_DRAFT = PollDraft(title="Our KPIs in 2027", channel_id="C0EXAMPLE", day=date(2026, 11, 27), at=time(18))


def poll_views(text: Text) -> dict[str, View]:
    """From the empty form to the vote that is in."""
    return {**_forms(text), **_ballots(text), **_decisions(text)}


def review_messages(text: Text) -> dict[str, Message]:
    """An agenda with every kind of line, one that is empty, one that has not looked for long enough."""
    items = (
        Item(Finding.UNREAD, CATALOG["csat"], since=date(2026, 8, 22)),
        Item(Finding.NO_OWNER, CATALOG["conversion"]),
        Item(Finding.NO_OWNER, CATALOG["revenue"], owner="U0OTHER"),
        Item(Finding.LEFT_OUT, CATALOG["cycle"], share=0.34, rows=41, period=_QUARTER),
        *(_of_target(key, met=met) for key in ("transformation", "cycle") for met in (True, False)),
    )
    own = tuple(CATALOG.values())
    return {
        "review": review(Agenda(items, own), "EUR", text),
        "review, in order": review(Agenda((), own), "EUR", text),
        "review, too early": review(Agenda((), (), date(2026, 11, 2)), "EUR", text),
        "review, long": review(Agenda(items * 6), "EUR", text),
    }


def _of_target(key: str, *, met: bool) -> Item:
    target = Target(key, Scope(Level.TEAM, "Nord"), _QUARTER, TargetKind.ABSOLUTE, 0.3, 0.3)
    kept = KeptTarget("T1", "t1", target, "", "U0EXAMPLE", _SET_AT)
    periods = tuple(_CALENDAR.shift(_QUARTER, back) for back in range(-3, 1))
    record = KeptRecord(kept, periods, (met,) * 4)
    return Item(Finding.ALWAYS_MET if met else Finding.NEVER_MET, CATALOG[key], record=record)


def _forms(text: Text) -> dict[str, View]:
    offered = (Offered("proposal", "Change of Conversion rate"),)
    own = tuple(OwnQuestion(f"{method}?", method, "Monday\nFriday") for method in Method)
    asked = replace(_DRAFT, own=own)
    filled = Filled(_DRAFT, offered, Carried(channel_id="C0EXAMPLE", voters=14), "Europe/Paris")
    return {
        "poll form, on its way": form_waiting(text),
        "poll form, empty": poll_form(Filled(PollDraft(own=(OwnQuestion(),)), zone="Europe/Paris"), text),
        "poll form, proposals": poll_form(replace(filled, draft=replace(_DRAFT, proposals=("proposal",))), text),
        "poll form, own questions": poll_form(replace(filled, draft=asked), text),
        "poll form, not counted": poll_form(replace(filled, carried=Carried()), text),
        "poll form, open": poll_form(replace(filled, draft=replace(asked, secrecy=Secrecy.OPEN, live=True)), text),
        "poll form, changeable": poll_form(
            replace(filled, draft=replace(_DRAFT, secrecy=Secrecy.CHANGEABLE, quorum="9")), text
        ),
        **{f"poll form, {fault}": poll_form(replace(filled, note=fault_words(fault, text)), text) for fault in Fault},
        "poll opened": poll_opened(a_poll(), text),
    }


def _ballots(text: Text) -> dict[str, View]:
    poll = a_poll()
    above = shown_above(poll, CATALOG, "EUR", text)
    named = replace(poll, secrecy=Secrecy.OPEN)
    hers = Ballot(named, above, voted=True, choices={1: ("keep",), 4: ("o1", "o3"), 5: ("o2", "o1")})
    alone = [replace(poll, questions=(each,)) for each in poll.questions]
    return {
        "ballot, on its way": waiting(text),
        "ballot": ballot_view(Ballot(poll, above), text),
        "ballot, changeable": ballot_view(Ballot(replace(poll, secrecy=Secrecy.CHANGEABLE), above), text),
        "ballot, voted openly": ballot_view(hers, text),
        "ballot, voted in secret": ballot_view(Ballot(poll, above, voted=True), text),
        **{f"ballot, {each.questions[0].method}": ballot_view(Ballot(each), text) for each in alone},
        "vote is in": counted(poll, text),
        "vote is in, live": counted(replace(named, live=True), text),
        "vote is changed": counted(poll, text, changed=True),
        "no ballot": told(notices.not_eligible(text), text),
    }


def _decisions(text: Text) -> dict[str, View]:
    decision, zone = a_decision(), "Europe/Paris"
    target = replace(decision, proposal=replace(decision.proposal, kind=ProposalKind.TARGET))
    dropped = replace(decision, proposal=replace(decision.proposal, kind=ProposalKind.DROP))
    done = {
        f"decision, {each}": decision_forms.settled(closed(each).questions[0], zone, text)
        for each in (PollDecision.CONFIRMED, PollDecision.SET_ASIDE, PollDecision.PASSED)
    }
    return {
        "decision, on its way": decision_forms.waiting(text),
        "decision, from which day": decision_forms.confirm_form(decision, date(2026, 11, 30), CATALOG, text),
        "decision, target": decision_forms.confirm_form(target, date(2026, 11, 30), CATALOG, text),
        "decision, drop": decision_forms.confirm_form(dropped, date(2026, 11, 30), CATALOG, text),
        "decision, why not": decision_forms.aside_form(decision, CATALOG, text),
        **done,
    }
