"""The digests that there are: what comes where and when, why not, how the last one fared, and the buttons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.schedules import days_of
from bot.text import Text
from bot.use_cases.digests.list import Listed
from bot.views import kit, nouns
from bot.views.digests.words import comes_next, every_week, figures_named, paused_words
from bot.views.inputs import asked_back, confirmed
from bot.views.kit import Block, Json, actions, button, context, header, section
from bot.views.message import Message, View
from bot.views.mrkdwn import Markup, bold, channel, code, fill, join, lines, marked, mention
from kpi_engine.kpi import Catalog
from storage.repositories.delivery_records import DeliveryState
from storage.repositories.delivery_reports import Fate
from storage.repositories.digest_records import Digest, DigestState, EditionState

OPEN, EDIT, SEND = "digest.open", "digest.edit", "digest.send"
PAUSE, RESUME, DELETE = "digest.pause", "digest.resume", "digest.delete"
_SHOWN = 15  # of a list; each takes two blocks


@dataclass(frozen=True, slots=True)
class DigestList:
    """What a person sees, and whether she may set digests at all."""

    digests: Sequence[Listed]
    now: datetime
    may_set: bool = False


def digest_list(listing: DigestList, catalog: Catalog, text: Text) -> Message:
    """The answer to `/kpi digest list`."""
    shown = listing.digests[:_SHOWN]
    more = len(listing.digests) - len(shown)
    heading = text.plural("{count} weekly digest", "{count} weekly digests", len(listing.digests))
    heading = heading if listing.digests else text.say("No weekly digest yet")
    blocks = (
        header(heading),
        *(block for each in shown for block in _entry(each, listing, catalog, text)),
        *((context(text.plural("… and {count} more", "… and {count} more", more)),) if more else ()),
        *((_how(text), actions("digests", button(text.say("Set a digest"), OPEN))) if listing.may_set else ()),
    )
    spoken = [named(each.digest, text) for each in shown]
    return Message(join(" · ", heading, *spoken), blocks)


def offered(text: Text) -> Message:
    """The form behind a button, for where no form can open by itself."""
    words = text.say("The form of a weekly digest opens by this button.")
    return Message(marked(words), (section(words, button(text.say("Open the form"), OPEN, primary=True)),))


def not_a_digest(typed: str, text: Text) -> Message:
    """What was typed names nobody whose digest this person may set."""
    words = fill(
        text.say("“{typed}” is no team or region whose digest you may set. {list} has those that there are."),
        typed=typed,
        list=code(text.say("/kpi digest list")),
    )
    return Message(words, (section(words, button(text.say("Open the form"), OPEN, primary=True)),))


def digest_saved(digest: Digest, now: datetime, catalog: Catalog, text: Text) -> View:
    """What takes the form's place once the digest is kept."""
    blocks = (
        section(lines(bold(text.say("The digest is saved.")), _what(digest, now, catalog, text))),
        context(fill(text.say("{list} has them all."), list=code(text.say("/kpi digest list")))),
    )
    return View(kit.modal(text.say("Weekly digest"), text.say("Close"), blocks))


def welcome(digest: Digest, catalog: Catalog, text: Text) -> Message:
    """What the channel gets when it is subscribed; that Slack takes it is the proof that the digest can come."""
    said = fill(
        text.say("{when}, this channel gets a digest of {whose}: {figures}. Set by {person}."),
        when=every_week(digest.schedule, text),
        whose=nouns.whose(digest.scope, text),
        figures=figures_named(digest.kpis, catalog, text),
        person=mention(digest.owner),
    )
    return Message(said, (section(said),))


def _entry(each: Listed, listing: DigestList, catalog: Catalog, text: Text) -> tuple[Block, ...]:
    digest = each.digest
    told = section(
        lines(
            bold(named(digest, text)),
            _what(digest, listing.now, catalog, text),
            _last(each.fate, digest, text) if each.fate else "",
        )
    )
    if not each.hers:
        return (told,)
    halt = (
        button(text.say("Resume"), RESUME, digest.id)
        if digest.state is DigestState.PAUSED
        else button(text.say("Pause"), PAUSE, digest.id)
    )
    change = button(text.say("Change"), EDIT, digest.id)
    return told, actions(f"digest:{digest.id}", change, _send(digest, text), halt, _delete(digest, text))


def _send(digest: Digest, text: Text) -> Json:
    return asked_back(
        button(text.say("Send now"), SEND, digest.id),
        title=text.say("Send last week’s digest now?"),
        words=text.say("Its channel gets it besides the weekly one."),
        yes=text.say("Send now"),
        no=text.say("Cancel"),
    )


def _delete(digest: Digest, text: Text) -> Json:
    return confirmed(
        button(text.say("Delete"), DELETE, digest.id),
        title=text.say("Delete this digest?"),
        words=text.say("Its channel gets no more of it. What was posted stays."),
        yes=text.say("Delete"),
        no=text.say("Keep"),
    )


def named(digest: Digest, text: Text) -> Markup:
    """Team Nord in #team-nord."""
    return fill(
        text.say("{whose} in {channel}"), whose=nouns.whose(digest.scope, text), channel=channel(digest.channel_id)
    )


def _what(digest: Digest, now: datetime, catalog: Catalog, text: Text) -> Markup:
    """The figures, the hour, and the next time or why there is none."""
    if digest.state is DigestState.PAUSED:
        state = fill("⏸️ {said}", said=bold(paused_words(digest.reason, text)))
    else:
        state = marked(text.say("Next: {when}.", when=comes_next(digest.schedule, now, text)))
    return lines(figures_named(digest.kpis, catalog, text), every_week(digest.schedule, text), state)


def _last(fate: Fate, digest: Digest, text: Text) -> str:
    """Last: week 46, 9–15 Nov 2026: sent on 16 Nov 2026, 08:00."""
    return text.say("Last: {period}: {fate}.", period=text.period(days_of(fate.period)), fate=_fate(fate, digest, text))


def _fate(fate: Fate, digest: Digest, text: Text) -> str:
    if fate.delivered is DeliveryState.SENT and fate.finished_at:
        return text.say("sent on {moment}", moment=text.moment(fate.finished_at, digest.schedule.zone))
    if fate.delivered:
        return state_words(fate.delivered, text)
    return {
        EditionState.WAITING: text.say("waiting for fresher data"),
        EditionState.DECIDED: text.say("on its way"),
        EditionState.SUPPRESSED: text.say("held back"),
        EditionState.MISSED: text.say("missed"),
        EditionState.FAILED: text.say("could not be computed"),
    }[fate.state]


def state_words(state: DeliveryState, text: Text) -> str:
    """How far a message has come."""
    return {
        DeliveryState.PREPARING: text.say("on its way"),
        DeliveryState.PENDING: text.say("on its way"),
        DeliveryState.SENDING: text.say("on its way"),
        DeliveryState.SENT: text.say("sent"),
        DeliveryState.SUPPRESSED: text.say("held back"),
        DeliveryState.MISSED: text.say("missed"),
        DeliveryState.DEAD: text.say("refused by Slack"),
        DeliveryState.UNCONFIRMED: text.say("perhaps sent: Slack did not say"),
    }[state]


def _how(text: Text) -> Block:
    return context(fill(text.say("{command} in a channel sets its digest."), command=code(text.say("/kpi digest"))))
