"""Who may press what, and whose figures a person may see. Everything that is not allowed here is denied.

    policy/
    ├── rulings.py     what a person may do at all, by her role
    ├── handlers.py    which of that each handler lets her do
    ├── figures.py     whose figures she may read
    ├── channels.py    what may stand in a channel, before whom
    └── deeds.py       whose targets, digests, alerts, polls, proposals and feedback she may see to

All of it is pure. The member is read from the records at the moment of the press; what a button or a modal carries is
never a right.
"""

from bot.policy.channels import (
    SMALLEST_SHARED_TEAM,
    may_be_read_by,
    may_read_triage,
    may_share,
    names_people,
    small_teams,
)
from bot.policy.deeds import (
    may_adopt,
    may_change_proposal,
    may_close_poll,
    may_open_poll,
    may_set_alert,
    may_set_digest,
    may_set_target,
    may_triage,
    may_withdraw,
)
from bot.policy.figures import (
    VisibleGroups,
    default_scope,
    visible,
    visible_groups,
    visible_question,
    without_teams,
)
from bot.policy.handlers import (
    POLICY,
    PolicyGap,
    check_registered,
)
from bot.policy.rulings import (
    ALLOWED,
    ROLES,
    Action,
    Reason,
    Ruling,
    may,
)

__all__ = [
    "ALLOWED",
    "POLICY",
    "ROLES",
    "SMALLEST_SHARED_TEAM",
    "Action",
    "PolicyGap",
    "Reason",
    "Ruling",
    "VisibleGroups",
    "check_registered",
    "default_scope",
    "may",
    "may_adopt",
    "may_be_read_by",
    "may_change_proposal",
    "may_close_poll",
    "may_open_poll",
    "may_read_triage",
    "may_set_alert",
    "may_set_digest",
    "may_set_target",
    "may_share",
    "may_triage",
    "may_withdraw",
    "names_people",
    "small_teams",
    "visible",
    "visible_groups",
    "visible_question",
    "without_teams",
]
