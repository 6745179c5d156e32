"""A Web API method: its name and what it does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playground.api.arguments import Arguments
from playground.assembly import Playground

Json = dict[str, Any]
Handler = Callable[[Playground, Arguments], Json]


@dataclass(frozen=True, slots=True)
class Method:
    """One method; `app_token` where it takes the app's token instead of the bot's."""

    name: str
    answer: Handler
    app_token: bool = False
