"""The form of a digest and the buttons of the list. What they carry finds the digest again; it is never a right."""

import asyncio
from dataclasses import dataclass, replace

from bot.arrivals import Form
from bot.errors import NotAllowed
from bot.listeners.counter import Counter
from bot.listeners.digests.preview import send_preview
from bot.listeners.door import Handler, Visit
from bot.listeners.lists import acting, resuming
from bot.listeners.newest import Newest
from bot.listeners.place import Welcome, kept_once_posted, place_fault
from bot.listeners.saving import saving
from bot.listeners.submissions import Conclusion, FormHandler
from bot.office import Office
from bot.policy import Reason
from bot.subcommands.digest import editing, listing, opening, shown
from bot.subcommands.subcommand import Request
from bot.text import Text
from bot.use_cases.digests.draft import Draft, Part, choices, faults, start
from bot.use_cases.digests.subscribe import (
    check_right,
    delete_digest,
    digest_of,
    pause_digest,
    planned,
    resume_digest,
    subscribe,
)
from bot.use_cases.place import PlaceFault
from bot.use_cases.set_target import Submission
from bot.views.digests.form import Carried, drafted_in, mistakes, preview_sent, preview_under_way
from bot.views.digests.list import digest_saved, welcome
from bot.views.message import Message, Mistakes, View
from storage.repositories.digest_records import Digest


def open_form(counter: Counter) -> Handler:
    """The form, by a button."""

    async def serve(visit: Visit) -> None:
        await counter.serve(visit, "digest")

    return serve


def edit(counter: Counter) -> Handler:
    """The form of a digest that there is."""

    async def serve(visit: Visit) -> None:
        digest_id, request, office = visit.arrival.value, counter.request(visit), counter.desk.office
        await counter.open(visit, opening(lambda: editing(digest_id, request, office), visit.text))

    return serve


def pause(counter: Counter) -> Handler:
    """Stop a digest; the list is drawn again."""
    return acting(counter, pause_digest, listing)


def delete(counter: Counter) -> Handler:
    """Take a digest away; the list is drawn again."""
    return acting(counter, delete_digest, listing)


def resume(counter: Counter) -> Handler:
    """Let a digest go out again, where it can come to its channel."""
    return resuming(counter, digest_of, acting(counter, resume_digest, listing))


def change(counter: Counter, newest: Newest) -> Handler:
    """Something of the form was changed: it shows what it comes to now."""

    async def serve(visit: Visit) -> None:
        if visit.arrival.form:
            newest.note(visit.arrival.form.view_id, visit.arrival.moment)
            await _shown(counter, visit, newest)

    return serve


def preview(counter: Counter, newest: Newest) -> Handler:
    """Last week's digest, as the form would have it, for the person alone; the form says where it is."""

    async def serve(visit: Visit) -> None:
        sent = visit.arrival.form
        if sent is None:
            return
        newest.note(sent.view_id, visit.arrival.moment)
        await _shown(counter, visit, newest, preview_under_way(visit.text))
        told = await _previewed(counter, visit, sent)
        await _shown(counter, visit, newest, told)

    return serve


async def _shown(counter: Counter, visit: Visit, newest: Newest, previewed: str = "") -> None:
    """The form with what it comes to now, unless something of it was changed since."""
    sent, request, office = visit.arrival.form, counter.request(visit), counter.desk.office
    if sent is None:
        return
    view = await counter.attempt(visit, lambda: _again(sent, request, office, previewed))
    if isinstance(view, View) and newest.is_newest(sent.view_id, visit.arrival.moment):
        await visit.messenger.update_modal(sent.view_id, view.json)


async def _previewed(counter: Counter, visit: Visit, sent: Form) -> str:
    """Send it; what the form says of it then."""
    request, office = counter.request(visit), counter.desk.office
    made = await counter.attempt(visit, lambda: _to_preview(sent, request, office))
    if isinstance(made, Mistakes):
        return " ".join(made.by_block.values())
    notice = made if isinstance(made, Message) else await send_preview(counter, visit, made)
    return notice.text if notice else preview_sent(visit.text)


def _to_preview(sent: Form, request: Request, office: Office) -> Digest | Mistakes:
    """The digest that the form would become, wherever it would come to. Raises NotAllowed, DigestGone."""
    draft, carried = _read(sent, request, office)
    if draft.scope is None:
        raise NotAllowed(Reason.NOT_YOUR_DIGEST)
    found = faults(draft, carried.editing, request.member.team_id, office)
    if Part.KPIS in found:
        return mistakes({Part.KPIS: found[Part.KPIS]}, request.text)
    placed = replace(draft, channel_id=draft.channel_id or "")
    made, _ = planned(placed, request.member, Submission(sent.key, carried.editing), office)
    return made


@dataclass(frozen=True, slots=True)
class _Ready:
    """A draft in which only Slack may find a fault; `new_place`: its channel was never posted to for it."""

    draft: Draft
    submission: Submission
    planned: Digest
    new_place: bool


def save(counter: Counter) -> FormHandler:
    """Keep what the form holds, once it is sure that the digest can come to its channel."""
    return saving(counter, _ready, _placed)


async def _placed(counter: Counter, visit: Visit, ready: _Ready) -> Conclusion | Message:
    """Keep it, unless something stands against its channel."""
    office, team_id, digest = counter.desk.office, visit.member.team_id, ready.planned
    fault = await place_fault(visit.messenger, team_id, digest.channel_id, office)
    if fault:
        return mistakes({Part.CHANNEL: fault}, visit.text)

    def keep() -> View:
        kept = subscribe(ready.draft, visit.member, ready.submission, office)
        return digest_saved(kept, office.now(), office.catalog, visit.text)

    if not ready.new_place:
        return await counter.attempt(visit, keep)
    catalog = await asyncio.to_thread(lambda: office.catalog)
    message = welcome(digest, catalog, Text(digest.language, office.calendar))
    kept = await kept_once_posted(counter, visit, Welcome(ready.submission, digest.channel_id, message), keep)
    return mistakes({Part.CHANNEL: kept}, visit.text) if isinstance(kept, PlaceFault) else kept


def _ready(sent: Form, request: Request, office: Office) -> _Ready | Mistakes:
    """What was filled in, or what is wrong with it. Raises NotAllowed, DigestGone."""
    draft, carried = _read(sent, request, office)
    if draft.scope is None:
        raise NotAllowed(Reason.NOT_YOUR_DIGEST)
    check_right(request.member, draft.scope, office)
    found = faults(draft, carried.editing, request.member.team_id, office)
    if found:
        return mistakes(found, request.text)
    submission = Submission(sent.key, carried.editing)
    made, before = planned(draft, request.member, submission, office)
    return _Ready(draft, submission, made, before is None or before.channel_id != made.channel_id)


def _again(sent: Form, request: Request, office: Office, previewed: str = "") -> View:
    draft, carried = _read(sent, request, office)
    return shown(draft, carried, request, office, previewed)


def _read(sent: Form, request: Request, office: Office) -> tuple[Draft, Carried]:
    """What a form holds, and what it brought back."""
    begun = start(office)
    return drafted_in(sent, choices(begun, request.member, office), begun), Carried.load(sent.metadata)
