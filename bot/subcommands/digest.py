"""`/kpi digest nord`: the form of a channel's weekly digest, of whom was typed; `/kpi digest list`: all of them."""

from collections.abc import Callable
from dataclasses import replace

from bot.errors import NotAllowed
from bot.office import Office
from bot.policy import Action, may
from bot.subcommands.subcommand import LIST, Opening, Request, Subcommand
from bot.text import Text
from bot.use_cases.digests.draft import Draft, choices, drafted, redrafted, standing_digest
from bot.use_cases.digests.list import listed_digests
from bot.use_cases.digests.subscribe import digest_of
from bot.use_cases.for_channels import scopes_of
from bot.views.digests.form import Carried, Filled, digest_form, waiting
from bot.views.digests.list import DigestList, digest_list, not_a_digest, offered
from bot.views.message import Message, View
from kpi_engine.scope import Scope


def run(request: Request, office: Office) -> Message | Opening:
    """The list, or the form."""
    said = request.typed.casefold().split()[1:]
    if said and said[0] in LIST:
        return listing(request, office)
    ruling = may(request.member, Action.SET_DIGEST)
    if ruling.reason:
        raise NotAllowed(ruling.reason, ruling.about)
    scope = None
    if said:
        scope = _whose(" ".join(said), request, office)
        if scope is None:
            return not_a_digest(request.typed.split(maxsplit=1)[1], request.text)
    return opening(lambda: beginning(request, office, scope), request.text)


def opening(fill: Callable[[], View], text: Text) -> Opening:
    """The form: a moment's patience at once, then filled in."""
    return Opening(waiting(text), fill, offered(text))


def beginning(request: Request, office: Office, scope: Scope | None = None) -> View:
    """The form as it begins in this channel, of whom was typed."""
    draft = drafted(request.member, request.channel_id, request.channel_name, office)
    return shown(replace(draft, scope=scope) if scope else draft, Carried(), request, office)


def editing(digest_id: str, request: Request, office: Office) -> View:
    """The form of a digest that there is. Raises NotAllowed, DigestGone."""
    digest = digest_of(digest_id, request.member, office)
    return shown(redrafted(digest), Carried(editing=digest.id), request, office)


def shown(draft: Draft, carried: Carried, request: Request, office: Office, previewed: str = "") -> View:
    """The form with what its draft comes to."""
    known = standing_digest(draft, request.member.team_id, office)
    filled = Filled(
        draft=draft,
        choices=choices(draft, request.member, office),
        now=office.now(),
        carried=carried,
        standing=known is not None and carried.editing is None,
        previewed=previewed,
    )
    return digest_form(filled, office.catalog, request.text)


def listing(request: Request, office: Office) -> Message:
    """The digests that this person may see."""
    return digest_list(digests_listed(request, office), office.catalog, request.text)


def digests_listed(request: Request, office: Office) -> DigestList:
    """The same, with what she may do."""
    may_set = may(request.member, Action.SET_DIGEST).allowed
    return DigestList(listed_digests(request.member, office), office.now(), may_set)


def _whose(said: str, request: Request, office: Office) -> Scope | None:
    """The team or region that was typed, as far as this person may have it told in a channel."""
    known = (scope for scope in scopes_of(request.member, office) if scope.name)
    return next((scope for scope in known if scope.name and scope.name.casefold() == said), None)


DIGEST = Subcommand("digest", frozenset({"digest", "digests", "résumé", "resume", "résumés", "resumes", "hebdo"}), run)
