"""Give an answer again as it was given: the same question to the same facts by the same definition.

Whose figures a person may see is decided by the rights of today.
"""

from collections.abc import Callable
from dataclasses import replace

from bot.errors import DefinitionChanged, FactsGone, NoReceipt, NotAllowed
from bot.office import Office
from bot.policy import visible_question
from bot.use_cases.answer_kpi import KpiReply, ask, give
from bot.use_cases.question_json import load
from kpi_engine.errors import DefinitionNotHeld
from kpi_engine.kpi import Kpi
from kpi_engine.periods import Calendar
from kpi_engine.receipt import typed_id
from storage.errors import VersionGone
from storage.facts.served import ServedFacts
from storage.facts.store import OneVersion
from storage.repositories.records import GivenAnswer, Member


def replay(typed: str, member: Member, office: Office) -> KpiReply:
    """Answer again for a person. Raises NoReceipt, NotAllowed, FactsGone, DefinitionChanged."""
    with office.records.reading() as work:
        given = _found(typed, lambda receipt_id: work.receipts.get(member.team_id, receipt_id))
    question = load(given.question)
    ruling = visible_question(member, question)
    if ruling.reason:
        raise NotAllowed(ruling.reason, ruling.about)
    return replace(give(question, member, as_it_was(given, office)), replayed=given)


def replay_unseen(typed: str, office: Office) -> KpiReply:
    """Answer again for the terminal, where no rights apply. Raises NoReceipt, FactsGone, DefinitionChanged."""
    with office.records.reading() as work:
        given = _found(typed, work.receipts.anywhere)
    then, question = as_it_was(given, office), load(given.question)
    return KpiReply(then.catalog[question.kpi], ask(question, then), key="", replayed=given)


def as_it_was(given: GivenAnswer, office: Office) -> Office:
    """The house on the day of an answer: its facts, definition, calendar and currency; people and time as today."""
    kpi, facts = _definition(given, office), _facts(given, office)
    return replace(
        office,
        definitions=office.catalog.ruled_by(kpi),
        calendar=Calendar(given.zone, given.fiscal_year_starts),
        currency=given.currency,
        facts=OneVersion(office.facts.place, facts),
    )


def _found(typed: str, find: Callable[[str], GivenAnswer | None]) -> GivenAnswer:
    receipt_id = typed_id(typed)
    given = find(receipt_id) if receipt_id else None
    if given is None:
        raise NoReceipt(typed)
    return given


def _definition(given: GivenAnswer, office: Office) -> Kpi:
    question = load(given.question)
    try:
        return office.catalog.definition(question.kpi, given.definition_version)
    except DefinitionNotHeld as error:
        raise DefinitionChanged(given, question, error.held) from error


def _facts(given: GivenAnswer, office: Office) -> ServedFacts:
    try:
        return office.facts.at(given.facts_version)
    except VersionGone as error:
        raise FactsGone(given, load(given.question)) from error
