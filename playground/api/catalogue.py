"""Every method served."""

from playground.api import auth, blocks, chat, conversations, files, marks, users, views
from playground.api.method import Method

METHODS: tuple[Method, ...] = (
    *auth.METHODS,
    *blocks.METHODS,
    *chat.METHODS,
    *conversations.METHODS,
    *files.METHODS,
    *marks.METHODS,
    *users.METHODS,
    *views.METHODS,
)

BY_NAME = {method.name: method for method in METHODS}
