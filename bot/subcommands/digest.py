"""`/kpi digest`: the form of a channel's weekly digest; `/kpi digest list`: those that there are."""

from collections.abc import Callable

from bot.errors import NotAllowed
from bot.office import Office
from bot.policy import Action, may
from bot.subcommands.subcommand import Opening, Request, Subcommand
from bot.text import Text
from bot.use_cases.digests.draft import Draft, choices, drafted, redrafted, standing_digest
from bot.use_cases.digests.list import listed_digests
from bot.use_cases.digests.subscribe import digest_of
from bot.views.digests.form import Carried, Filled, digest_form, waiting
from bot.views.digests.list import DigestList, digest_list, offered
from bot.views.message import Message, View

_LIST = frozenset({"list", "lists", "liste", "listes", "show", "all", "tous"})


def run(request: Request, office: Office) -> Message | Opening:
    """The list, or the form."""
    said = request.typed.casefold().split()[1:]
    if said and said[0] in _LIST:
        return listing(request, office)
    ruling = may(request.member, Action.SET_DIGEST)
    if ruling.reason:
        raise NotAllowed(ruling.reason, ruling.about)
    return opening(lambda: beginning(request, office), request.text)


def opening(fill: Callable[[], View], text: Text) -> Opening:
    """The form: a moment's patience at once, then filled in."""
    return Opening(waiting(text), fill, offered(text))


def beginning(request: Request, office: Office) -> View:
    """The form as it begins in this channel."""
    draft = drafted(request.member, request.channel_id, request.channel_name, office)
    return shown(draft, Carried(), request, office)


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


DIGEST = Subcommand("digest", frozenset({"digest", "digests", "résumé", "resume", "résumés", "resumes", "hebdo"}), run)
