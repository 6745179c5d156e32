"""The form of a proposal: a definition composed from menus, what it comes to on real data, and why it is wanted."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.text import Text
from bot.use_cases.proposals.choices import Choices
from bot.use_cases.proposals.draft import Part, ProposalDraft
from bot.use_cases.proposals.figures import Looked
from bot.use_cases.proposals.outlook import ProposalOutlook
from bot.views import kit, target_form
from bot.views.inputs import Asked, Sheet, conversation, fixed, form, line, menu, paragraph, person
from bot.views.kit import Block, Option, section
from bot.views.message import View
from bot.views.mrkdwn import Markup, lines, marked
from bot.views.proposals.figures import figures_words, newest_words
from bot.views.proposals.form_recipe import AT_LEAST, WITHIN, better_input, measured_inputs, narrowing_inputs
from bot.views.proposals.form_words import outlook_words
from kpi_engine.kpi import Kpi
from storage.repositories.proposal_records import ProposalKind

SET, CHANGE = "proposal.set", "proposal.change"
NOTHING = "none"  # of a menu: nothing yet
NAME, WHY, AMOUNT = 60, 1500, 40  # characters


@dataclass(frozen=True, slots=True)
class Carried:
    """What the form brings back besides what is filled in.

    `id`: of the proposal that it becomes. `revision`: the one that is edited; 0 of a new one. `seal`: of what it shows.
    `shown`: the KPI whose definition it began with. The rest is of inputs that it does not show now.
    """

    id: str
    revision: int = 0
    seal: str = ""
    shown: str = ""
    kind: str = ""  # of what is edited, which stays what it is
    kpi: str = ""
    channel_id: str = ""
    name: str = ""
    within: str = ""
    at_least: str = ""
    amount: str = ""
    owner: str = ""

    @property
    def editing(self) -> bool:
        """Whether it is the form of a proposal that is discussed."""
        return self.revision > 0

    def dump(self) -> str:
        """As the view carries it."""
        return json.dumps([getattr(self, each) for each in self.__slots__], ensure_ascii=False)

    @classmethod
    def load(cls, metadata: str) -> "Carried":
        """As it came back."""
        return cls(*json.loads(metadata))


@dataclass(frozen=True, slots=True)
class Filled:
    """All that the form shows.

    `currency` of its amounts. `looking`: its figures are on their way; `again`: it must be looked at once more.
    """

    draft: ProposalDraft
    choices: Choices
    carried: Carried
    told: ProposalOutlook
    currency: str
    looked: Looked | None = None
    looking: bool = False
    again: bool = False


def waiting(text: Text) -> View:
    """What opens at once, while the form is being filled in."""
    said = section(text.say("One moment, the form is being filled in…"))
    return View(kit.modal(text.say("Propose"), text.say("Cancel"), (said,)))


def proposal_form(filled: Filled, text: Text) -> View:
    """The form as far as it is filled in: what it comes to stands amid what changes it, its figures below."""
    carried = _remembering(filled.carried, filled.draft)
    sheet = Sheet(
        title=text.say("Edit a proposal") if carried.editing else text.say("Propose"),
        submit=text.say("Save") if carried.editing else text.say("Propose"),
        close=text.say("Cancel"),
        callback_id=SET,
        metadata=carried.dump(),
    )
    blocks = (
        *_what(filled, text),
        *_name(filled, text),
        *measured_inputs(filled.draft, filled.carried.shown, text),
        *_aim(filled, text),
        *_comes_to(filled, text),
        *narrowing_inputs(filled.draft, filled.choices, filled.carried.shown, text),
        *_figures(filled, text),
        *_reasons(filled, text),
        *_once_more(filled, text),
    )
    return View(form(sheet, blocks))


def _remembering(carried: Carried, draft: ProposalDraft) -> Carried:
    """With what was typed or begun with, for when its input is not shown."""
    recipe = draft.recipe
    return replace(
        carried,
        name=draft.name[:NAME],
        within=recipe.within_days[:WITHIN],
        at_least=recipe.at_least[:AT_LEAST],
        amount=draft.aim.amount[:AMOUNT],
        owner=draft.owner or "",
        channel_id=draft.channel_id or "",
    )


def _what(filled: Filled, text: Text) -> tuple[Block, ...]:
    """What is proposed, and of which KPI; of what is edited both stay."""
    if filled.carried.editing:
        return ()
    options = [
        Option(ProposalKind.NEW, text.say("A new KPI")),
        Option(ProposalKind.CHANGE, text.say("Change a KPI’s definition")),
        Option(ProposalKind.DROP, text.say("Drop a KPI")),
        Option(ProposalKind.TARGET, text.say("Change a target")),
    ]
    asked = tells(Part.WHAT, text.say("What do you propose?"))
    kind = filled.draft.kind
    chosen = menu(asked, text.say("Choose"), options, kind)
    return (chosen, *_kpi(filled, text)) if kind not in {None, ProposalKind.NEW} else (chosen,)


def _kpi(filled: Filled, text: Text) -> tuple[Block, ...]:
    hint = (
        text.say("Only definitions that this form can compose. For another one propose a new KPI, and drop the old.")
        if filled.draft.kind is ProposalKind.CHANGE
        else ""
    )
    asked = tells(Part.KPI, text.say("Which KPI"), hint)
    return (menu(asked, text.say("Choose a KPI"), kpi_options(filled.choices.kpis, text), filled.draft.kpi),)


def _name(filled: Filled, text: Text) -> tuple[Block, ...]:
    if filled.draft.kind is not ProposalKind.NEW:
        return ()
    hint = text.say("As your company calls it: people will type it after /kpi.")
    asked = tells(Part.NAME, text.say("Name"), hint)
    return (line(asked, filled.draft.name, text.say("Large deals"), most=NAME),)


def _aim(filled: Filled, text: Text) -> tuple[Block, ...]:
    if filled.draft.kind is not ProposalKind.TARGET:
        return ()
    aim = replace(filled.draft.aim, kpi=filled.draft.kpi)
    return target_form.aim_inputs(target_form.Filled(aim, filled.choices.aim, change=CHANGE), text)


def _comes_to(filled: Filled, text: Text) -> tuple[Block, ...]:
    """What it comes to in words, with the newest figure."""
    if filled.draft.kind is None:
        return ()
    newest = newest_words(filled.looked, text) if filled.looked else _wait(filled, text)
    words = lines(outlook_words(filled.told, text, filled.currency), newest)
    return (fixed(section(words), "outlook"),) if words else ()


def _figures(filled: Filled, text: Text) -> tuple[Block, ...]:
    """The figures on real data."""
    figures = figures_words(filled.looked, text) if filled.looked else _wait(filled, text)
    return (fixed(section(figures), "figures"),) if figures else ()


def _wait(filled: Filled, text: Text) -> Markup:
    return marked(text.say("One moment, it is being looked at on your data …")) if filled.looking else Markup()


def _once_more(filled: Filled, text: Text) -> tuple[Block, ...]:
    """Beside the button that was pressed."""
    if not filled.again:
        return ()
    said = text.say("This is not what you have seen: it comes to what stands above now. Press the button once more.")
    return (fixed(section(f"⚠️ {said}"), "again"),)


def _reasons(filled: Filled, text: Text) -> tuple[Block, ...]:
    """Why, who owns it, what would pair against gaming it, and where it is discussed."""
    draft = filled.draft
    if draft.kind is None:
        return ()
    return (
        *((better_input(draft, text),) if draft.kind is ProposalKind.NEW else ()),
        *((_successor(filled, text),) if draft.kind is ProposalKind.DROP else ()),
        paragraph(Asked(Part.WHY, text.say("Why"), CHANGE), draft.why, most=WHY),
        *(_ownership(filled, text) if draft.kind in {ProposalKind.NEW, ProposalKind.CHANGE} else ()),
        *(() if filled.carried.editing else (_channel(draft, text),)),
    )


def _successor(filled: Filled, text: Text) -> Block:
    options = [Option(NOTHING, text.say("nothing")), *kpi_options(filled.choices.pairs, text)]
    hint = text.say("Whoever asks for the dropped one is shown this instead.")
    asked = tells(Part.SUCCESSOR, text.say("To look at instead"), hint)
    return menu(asked, text.say("Choose a KPI"), options, filled.draft.successor or NOTHING)


def _ownership(filled: Filled, text: Text) -> tuple[Block, Block]:
    hint = text.say("A KPI that counts alone gets gamed: say which other one would show it.")
    options = [Option(NOTHING, text.say("nothing yet")), *kpi_options(filled.choices.pairs, text)]
    owner = Asked(Part.OWNER, text.say("Owner"), CHANGE, text.say("Who answers questions about it."))
    return (
        person(owner, text.say("Choose a person"), filled.draft.owner),
        menu(
            Asked(Part.PAIRED, text.say("Look at it beside"), CHANGE, hint),
            text.say("Choose a KPI"),
            options,
            filled.draft.paired_with or NOTHING,
        ),
    )


def _channel(draft: ProposalDraft, text: Text) -> Block:
    hint = text.say("It is posted there and discussed in its thread. Everybody in sales finds it in the list as well.")
    return conversation(
        Asked(Part.CHANNEL, text.say("Channel"), CHANGE, hint), text.say("Choose a channel"), draft.channel_id
    )


def kpi_options(kpis: Sequence[Kpi], text: Text) -> list[Option]:
    """KPIs as a menu holds them."""
    return [Option(kpi.key, text.say(kpi.name)) for kpi in kpis]


def tells(part: Part, label: str, hint: str = "") -> Asked:
    """An input whose every change the form hears of."""
    return Asked(part, label, CHANGE, hint, tells=True)
