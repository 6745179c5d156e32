"""The verbs of `/kpi`, one file each. The last one takes whatever no other claims."""

from bot.subcommands.alert import ALERT
from bot.subcommands.ask import ASK
from bot.subcommands.deliveries import DELIVERIES
from bot.subcommands.digest import DIGEST
from bot.subcommands.erase import ERASE
from bot.subcommands.feedback import FEEDBACK
from bot.subcommands.help import HELP
from bot.subcommands.history import HISTORY
from bot.subcommands.mydata import MYDATA
from bot.subcommands.poll import POLL
from bot.subcommands.privacy import PRIVACY
from bot.subcommands.propose import PROPOSE
from bot.subcommands.replay import REPLAY
from bot.subcommands.review import REVIEW
from bot.subcommands.target import TARGET
from bot.subcommands.voice import VOICE
from bot.subcommands.why import WHY

SUBCOMMANDS = (
    HELP,
    TARGET,
    DIGEST,
    ALERT,
    DELIVERIES,
    FEEDBACK,
    REPLAY,
    HISTORY,
    WHY,
    VOICE,
    PROPOSE,
    POLL,
    REVIEW,
    PRIVACY,
    MYDATA,
    ERASE,
    ASK,
)
