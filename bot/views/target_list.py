"""The targets in force and where each stands, with the buttons of those who may change them; those that ended."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.text import Text
from bot.use_cases.targets import Phase, Standing
from bot.views import kit, nouns
from bot.views.adoption.retired import retired_in
from bot.views.digests.words import figure_named
from bot.views.inputs import confirmed
from bot.views.kit import Block, Json, actions, button, context, header, section
from bot.views.message import Message, View
from bot.views.mrkdwn import Markup, bold, fill, join, lines, marked, mention
from bot.views.targets import aim, now, told, verdict
from kpi_engine.kpi import Catalog
from kpi_engine.target import Target
from storage.repositories.records import Ending, KeptTarget

OPEN, EDIT, REMOVE = "target.open", "target.edit", "target.remove"
_SHOWN = 15  # of a list; each takes two blocks
_ON_HOME = 6
_ENDED = 20
_PAST = 6  # that are over, the newest


@dataclass(frozen=True, slots=True)
class Listed:
    """The targets that a person sees; `hers` are the ids of those she may change."""

    standings: Sequence[Standing]  # in turn
    hers: frozenset[str] = frozenset()
    may_set: bool = False

    @property
    def ahead(self) -> Sequence[Standing]:
        """Those that run or are to come."""
        return [each for each in self.standings if each.phase is not Phase.OVER]

    @property
    def over(self) -> Sequence[Standing]:
        """Those whose days are over."""
        return [each for each in self.standings if each.phase is Phase.OVER]


def target_list(listed: Listed, catalog: Catalog, text: Text) -> Message:
    """The answer to `/kpi target list`."""
    shown = listed.ahead[:_SHOWN]
    heading = text.plural("{count} target in force", "{count} targets in force", len(listed.ahead))
    more = len(listed.ahead) - len(shown)
    blocks = (
        header(heading if listed.ahead else text.say("No target in force")),
        *(block for each in shown for block in _entry(each, listed, catalog, text)),
        *((context(text.plural("… and {count} more", "… and {count} more", more)),) if more else ()),
        *_over(listed, catalog, text),
        *((actions("targets", button(text.say("Set a target"), OPEN)),) if listed.may_set else ()),
    )
    return Message(_spoken(listed, catalog, text), blocks)


def home_targets(listed: Listed, catalog: Catalog, text: Text) -> tuple[Block, ...]:
    """The targets of the Home tab, one line each."""
    if not listed.standings:
        return ()
    shown = [_line(each, catalog, text) for each in listed.ahead[:_ON_HOME]]
    over = _are_over(listed, text) if listed.over else ""
    return (section(lines(bold(text.say("Your targets")), *(fill("• {line}", line=each) for each in shown), over)),)


def _over(listed: Listed, catalog: Catalog, text: Text) -> tuple[Block, ...]:
    """Targets whose days are over, a line each."""
    shown = [_line(each, catalog, text) for each in listed.over[:_PAST]]
    if not shown:
        return ()
    return (context(lines(bold(_are_over(listed, text)), *(fill("• {line}", line=each) for each in shown))),)


def _are_over(listed: Listed, text: Text) -> str:
    return text.plural("{count} target is over", "{count} targets are over", len(listed.over))


def offered(typed: str, text: Text) -> Message:
    """The form behind a button, for where no form can open by itself."""
    words = text.say("The form of a target opens by this button.")
    return Message(marked(words), (section(words, button(text.say("Open the form"), OPEN, typed, primary=True)),))


def target_saved(standing: Standing, catalog: Catalog, text: Text) -> View:
    """What takes the form's place once the target is in force."""
    blocks = (
        section(lines(bold(text.say("The target is set.")), _name(standing.kept.target, catalog, text))),
        section(_told(standing, catalog, text)),
        context(text.say("It shows on the cards of this figure. /kpi target list has them all.")),
    )
    return View(kit.modal(text.say("Target"), text.say("Close"), blocks))


def target_history(ended: Sequence[KeptTarget], catalog: Catalog, text: Text) -> Message:
    """Targets that were replaced or removed: when, and by whom."""
    newest = sorted((each for each in ended if each.end), key=lambda each: each.end.at if each.end else each.set_at)
    shown = newest[::-1][:_ENDED]
    if not shown:
        return Message(marked(said := text.say("No target was changed or removed so far.")), (section(said),))
    told_all = [_ended(each, catalog, text) for each in shown]
    return Message(
        marked(text.say("Targets that ended")), (header(text.say("Targets that ended")), section(lines(*told_all)))
    )


def _entry(standing: Standing, listed: Listed, catalog: Catalog, text: Text) -> tuple[Block, ...]:
    kept = standing.kept
    note = (fill("_{note}_", note=kept.note),) if kept.note else ()
    paragraph = section(lines(bold(_name(kept.target, catalog, text)), _told(standing, catalog, text), *note))
    if kept.id not in listed.hers:
        return (paragraph,)
    return paragraph, actions(f"target:{kept.id}", button(text.say("Change"), EDIT, kept.id), _remove(kept, text))


def _remove(kept: KeptTarget, text: Text) -> Json:
    return confirmed(
        button(text.say("Remove"), REMOVE, kept.id),
        title=text.say("Remove this target?"),
        words=text.say("It stays in the history, and nobody is told."),
        yes=text.say("Remove"),
        no=text.say("Keep"),
    )


def _name(target: Target, catalog: Catalog, text: Text) -> str:
    """Retention, Team Nord."""
    kpi = figure_named(target.kpi, catalog, text)
    return text.say("{kpi}, {whose}", kpi=kpi, whose=nouns.whose(target.scope, text))


def _told(standing: Standing, catalog: Catalog, text: Text) -> Markup:
    if standing.progress:
        return told(standing.progress, text)
    return marked(_bare(standing.kept.target, catalog, text))


def _bare(target: Target, catalog: Catalog, text: Text) -> str:
    """The target alone, where its progress cannot be computed."""
    if target.kpi not in catalog:
        return text.say("This figure is no longer defined.")
    aimed = text.value(target.aim, catalog[target.kpi].unit)
    return text.say("Target for {period}: {aim}", period=text.period(target.horizon), aim=aimed)


def _line(standing: Standing, catalog: Catalog, text: Text) -> Markup:
    """Retention, Team Nord · Target for 2026: 88.0% (+10.0%) · now 84.2% · behind."""
    name = bold(_name(standing.kept.target, catalog, text))
    if standing.retired:
        return join(" · ", name, retired_in(catalog, standing.kept.target.kpi, text))
    progress = standing.progress
    if progress is None:
        return join(" · ", name, _bare(standing.kept.target, catalog, text))
    return join(
        " · ",
        name,
        aim(progress, text),
        text.say("now {now}", now=now(progress, text)),
        bold(verdict(progress, text)),
    )


def _spoken(listed: Listed, catalog: Catalog, text: Text) -> Markup:
    if not listed.standings:
        return marked(text.say("No target in force"))
    return lines(*(_line(each, catalog, text) for each in listed.standings[:_SHOWN]))


def _ended(kept: KeptTarget, catalog: Catalog, text: Text) -> Markup:
    """Retention, Team Nord · Target for 2026: 88.0% · set on 3 Jan 2026 by @ada · replaced on 2 Feb 2026 by @bo."""
    end = kept.end
    if end is None:
        return Markup()
    how = text.say("replaced on {day}") if end.why is Ending.REPLACED else text.say("removed on {day}")
    said = join(
        " · ",
        bold(_name(kept.target, catalog, text)),
        _bare(kept.target, catalog, text),
        _by(fill(text.say("set on {day}"), day=text.day(kept.set_at.date())), kept.set_by, text),
        _by(fill(how, day=text.day(end.at.date())), end.by, text),
    )
    return fill("• {said}", said=said)


def _by(done: Markup, user_id: str | None, text: Text) -> Markup:
    """What was done, and by whom where somebody of the workspace did it."""
    return fill(text.say("{done} by {person}"), done=done, person=mention(user_id)) if user_id else done
