"""What is proposed, in words: the same block group in the message of a proposal, in lists and on ballots."""

from bot.text import Text
from bot.use_cases.proposals.proposed import load_target, proposed_kpi
from bot.views import nouns
from bot.views.definition_words import definition_words, difference_words
from bot.views.kit import Block, context, section
from bot.views.mrkdwn import Markup, bold, fill, join, lines, marked, mention, one_line
from bot.views.targets import change
from kpi_engine.figure import Direction, Unit
from kpi_engine.kpi import Catalog, Kpi
from kpi_engine.question import Basis
from kpi_engine.recipe import BadRecipe
from storage.repositories.proposal_records import Proposal, ProposalKind

_QUOTE = Markup(">")


def proposal_words(proposal: Proposal, catalog: Catalog, text: Text, currency: str) -> tuple[Block, ...]:
    """What is proposed and why; who owns it and what would show it being gamed."""
    return (
        section(lines(bold(headline(proposal, catalog, text)), *_content(proposal, catalog, text, currency))),
        section(quoted(proposal.why)),
        *((context(*small),) if (small := _small(proposal, catalog, text)) else ()),
    )


def headline(proposal: Proposal, catalog: Catalog, text: Text) -> str:
    """What is proposed, in a line."""
    name = kpi_name(proposal, catalog, text)
    match proposal.kind:
        case ProposalKind.NEW:
            return text.say("New KPI: {name}", name=name)
        case ProposalKind.CHANGE:
            return text.say("Change of {name}", name=name)
        case ProposalKind.DROP:
            return text.say("No longer: {name}", name=name)
        case ProposalKind.TARGET:
            return text.say("Another target for {name}", name=name)


def kpi_name(proposal: Proposal, catalog: Catalog, text: Text) -> str:
    """The KPI's name: the catalogue's, translated, or the one that its author gave it."""
    kpi = catalog.get(proposal.kpi)
    return text.say(kpi.name) if kpi and proposal.kind is not ProposalKind.NEW else one_line(proposal.name)


def quoted(words: str) -> Markup:
    """What somebody wrote, line by line."""
    return lines(*(join(" ", _QUOTE, line) for line in words.splitlines() if line.strip()))


def _content(proposal: Proposal, catalog: Catalog, text: Text, currency: str) -> tuple[str, ...]:
    match proposal.kind:
        case ProposalKind.NEW:
            return _new(proposal, catalog, text, currency)
        case ProposalKind.CHANGE:
            return _changed(proposal, catalog, text, currency)
        case ProposalKind.DROP:
            return _dropped(proposal, catalog, text, currency)
        case ProposalKind.TARGET:
            return target_words(proposal, catalog, text, currency)


def _new(proposal: Proposal, catalog: Catalog, text: Text, currency: str) -> tuple[str, ...]:
    kpi = composed(proposal, catalog)
    if kpi is None:
        return (_unreadable(text),)
    return definition_words(kpi, Basis.COHORT, text, currency), better_words(proposal.better, text)


def _changed(proposal: Proposal, catalog: Catalog, text: Text, currency: str) -> tuple[str, ...]:
    """The definition as it would be, and what of it is another than today."""
    after, before = composed(proposal, catalog), catalog.get(proposal.kpi)
    if after is None:
        return (_unreadable(text),)
    differences = difference_words(before, after, text, currency) if before else ()
    said = definition_words(after, Basis.COHORT, text, currency)
    return said, *(fill("• {line}", line=each) for each in differences)


def _dropped(proposal: Proposal, catalog: Catalog, text: Text, currency: str) -> tuple[str, ...]:
    before = catalog.get(proposal.kpi)
    successor = catalog.get(proposal.successor or "")
    return (
        definition_words(before, Basis.COHORT, text, currency) if before else "",
        text.say("To look at instead: {name}.", name=text.say(successor.name)) if successor else "",
    )


def target_words(proposal: Proposal, catalog: Catalog, text: Text, currency: str) -> tuple[str, ...]:
    """The aim in a line, with the step that was said where one was."""
    if proposal.target is None:
        return ()
    target, kpi = load_target(proposal.target), catalog.get(proposal.kpi)
    unit = kpi.unit if kpi else Unit.COUNT
    said = {
        "whose": nouns.whose(target.scope, text),
        "period": text.period(target.horizon),
        "aim": text.value(target.aim, unit, currency),
    }
    step = change(target, unit, currency, text)
    if not step:
        return (text.say("{whose}, {period}: {aim}", **said),)
    return (text.say("{whose}, {period}: {aim} ({step})", **said, step=step),)


def better_words(better: Direction, text: Text) -> str:
    """Which way is better, in a sentence."""
    match better:
        case Direction.UP:
            return text.say("More is better.")
        case Direction.DOWN:
            return text.say("Less is better.")
        case Direction.NEITHER:
            return text.say("Neither more nor less is better.")


def _small(proposal: Proposal, catalog: Catalog, text: Text) -> tuple[str, ...]:
    """Who would own it, and the KPI that would show it being gamed; nothing of it where a KPI goes."""
    if proposal.kind in {ProposalKind.DROP, ProposalKind.TARGET}:
        return ()
    paired = catalog.get(proposal.paired_with or "")
    owner = fill(text.say("Owner: {person}"), person=mention(proposal.owner)) if proposal.owner else Markup()
    beside = text.say("Against gaming: look at {name} beside it", name=text.say(paired.name)) if paired else ""
    nothing = text.say("Against gaming: nothing yet")
    return tuple(each for each in (owner, marked(beside or nothing)) if each)


def composed(proposal: Proposal, catalog: Catalog) -> Kpi | None:
    """The KPI as it would be; None where no definition is proposed, or its recipe cannot be read any more."""
    try:
        return proposed_kpi(proposal, catalog)
    except BadRecipe:
        return None


def _unreadable(text: Text) -> str:
    return text.say("Its definition cannot be read any more.")
