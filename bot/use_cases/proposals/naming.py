"""What a new KPI may be called, and the key that people type for it."""

import re
from collections.abc import Collection, Sequence

from bot.office import Office
from bot.text import Language
from bot.use_cases.proposals.draft import Fault
from bot.use_cases.vocabulary import vocabulary
from bot.words.folding import fold
from bot.words.meanings import EitherOf, Named
from bot.words.typed import Context, Typed
from storage.repositories.proposal_records import Proposal, ProposalKind

_WORDS = re.compile(r"[a-z0-9]+")
_LETTER = re.compile(r"[a-z]")
_LONGEST_KEY = 40


def name_fault(name: str, verbs: Collection[str], others: Sequence[Proposal], office: Office) -> Fault | None:
    """Why people could not ask for a KPI of this name; None where they can. `others`: proposals that are discussed."""
    said = fold(name).strip()
    if not said:
        return Fault.NO_NAME
    if not _LETTER.search(said):
        return Fault.NAME_WITHOUT_WORDS
    if said.split()[0] in {fold(verb) for verb in verbs}:
        return Fault.NAME_OF_VERB
    if any(fold(each.name).strip() == said for each in others if each.kind is ProposalKind.NEW):
        return Fault.NAME_PROPOSED
    return _meant(name, office)


def key_for(name: str, taken: Collection[str]) -> str:
    """A key made of the name's words that no other KPI has: "Grands comptes signés" is grands-comptes-signes."""
    key = "-".join(_WORDS.findall(fold(name)))[:_LONGEST_KEY].strip("-")
    numbered = (f"{key}-{number}" for number in range(2, len(taken) + 3))
    return next(each for each in (key, *numbered) if each not in taken)


def taken_keys(others: Sequence[Proposal], office: Office) -> Collection[str]:
    """Keys that mean something already: KPIs, those that were dropped, those that are proposed."""
    proposed = {each.kpi for each in others if each.kind is ProposalKind.NEW}
    return {*office.catalog, *office.catalog.retired, *proposed}


def _meant(name: str, office: Office) -> Fault | None:
    """Words that mean something by themselves when they are typed after the command."""
    if any(fold(each.name) == fold(name) for each in office.catalog.retired.values()):
        return Fault.NAME_OF_KPI
    typed = Typed.of(name, Context.of(vocabulary(Language.EN, office), office.today()))
    phrase, period = typed.phrase(0), typed.period(0)
    if phrase and len(phrase.words) == len(typed.tokens):
        return Fault.NAME_OF_KPI if isinstance(phrase.meaning, Named | EitherOf) else Fault.NAME_IN_USE
    return Fault.NAME_IN_USE if period and period.after == len(typed.tokens) else None
