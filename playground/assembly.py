"""All parts of the playground, joined once."""

from dataclasses import dataclass
from pathlib import Path

from playground.blocks.check import BlockCheck
from playground.clock import Clock
from playground.commands import Commands
from playground.delivery import Carrier
from playground.drafts import Drafts
from playground.events import Events
from playground.faults import Faults
from playground.files import Files
from playground.http_delivery import HttpDelivery
from playground.ids import Ids
from playground.interactions.actions import Actions
from playground.interactions.modals import Modals
from playground.interactions.shortcuts import Shortcuts
from playground.journal import Journal
from playground.membership import Membership
from playground.message_events import MessageEvents
from playground.message_json import MessageJson
from playground.notices import Notices
from playground.posting import Posting
from playground.rates import Rates
from playground.replies import Replies
from playground.scheduled import Scheduled
from playground.sharing import Sharing
from playground.sockets import Sockets
from playground.stream import Stream
from playground.transcript import Transcript
from playground.triggers import Triggers
from playground.views import Views
from playground.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Playground:
    """The workspace and everything that moves in it."""

    workspace: Workspace
    clock: Clock
    ids: Ids
    journal: Journal
    stream: Stream
    sockets: Sockets
    carrier: Carrier
    events: Events
    files: Files
    sharing: Sharing
    check: BlockCheck
    drafts: Drafts
    posting: Posting
    membership: Membership
    notices: Notices
    replies: Replies
    triggers: Triggers
    views: Views
    commands: Commands
    actions: Actions
    modals: Modals
    shortcuts: Shortcuts
    scheduled: Scheduled
    transcript: Transcript
    rates: Rates
    faults: Faults


def assemble(workspace: Workspace, folder: Path) -> Playground:
    """Join all parts; the bytes of files go to `folder`."""
    clock, ids, stream = Clock(), Ids(), Stream()
    journal, triggers = Journal(clock), Triggers(clock)
    sockets = Sockets(workspace.app.id)
    carrier = _carrier(workspace, sockets)
    events = Events(workspace, clock, ids, carrier, journal)
    files = Files(workspace, folder)
    check = BlockCheck(files.picture_problem)
    drafts = Drafts(ids, check)
    notices, message_json = Notices(clock, stream), MessageJson(workspace, files)
    app = MessageEvents(workspace, clock, events, message_json, notices)
    posting = Posting(workspace, clock, journal, stream, message_json, app)
    replies = Replies(workspace, clock, drafts, posting)
    views = Views(workspace, clock, ids, stream)
    actions = Actions(workspace, clock, views, posting, replies, triggers, carrier, journal)
    return Playground(
        workspace=workspace, clock=clock, ids=ids, journal=journal, stream=stream, sockets=sockets,
        carrier=carrier, events=events, files=files,
        sharing=Sharing(workspace, clock, files, posting), check=check, drafts=drafts, posting=posting,
        membership=Membership(workspace, clock, stream, events), notices=notices, replies=replies,
        triggers=triggers, views=views,
        commands=Commands(workspace, carrier, triggers, replies, notices, journal),
        actions=actions, modals=Modals(workspace, views, triggers, actions, drafts, files),
        shortcuts=Shortcuts(clock, actions), scheduled=Scheduled(workspace, clock, ids, posting),
        transcript=Transcript(workspace, files, notices), rates=Rates(clock), faults=Faults(),
    )  # fmt: skip


def _carrier(workspace: Workspace, sockets: Sockets) -> Carrier:
    if workspace.manifest.socket_mode:
        return sockets
    return HttpDelivery(workspace.manifest, workspace.app.signing_secret)
