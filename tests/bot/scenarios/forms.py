"""A form that somebody fills in: opened by a command, read, changed and sent as she would."""

from collections.abc import Callable
from typing import Any

from tests.bot.scenarios.house import Json, Person, spaced, until, words_of

_WAITS = ("One moment", "Un instant")


class Form:
    """The modal before somebody: what it says, and what she does with it.

    Its inputs are named by their block, without what a block adds to be drawn anew (`amount` is `amount:2`).
    """

    def __init__(self, person: Person, view: Json) -> None:
        self.person, self.view = person, view

    @property
    def words(self) -> str:
        return words_of(self.view)

    @property
    def outlook(self) -> str:
        """What it says the draft comes to."""
        return self.said("outlook")

    def said(self, part: str) -> str:
        return words_of(self._block(part))

    def block_id(self, part: str) -> str:
        return str(self._block(part)["block_id"])

    @property
    def blocks(self) -> list[str]:
        return [_part(block) for block in self.view["blocks"]]

    def state(self, part: str) -> Json:
        (state,) = self.view["state"]["values"][self._block(part)["block_id"]].values()
        return dict(state)

    def chosen(self, part: str) -> list[str]:
        return [each["value"] for each in self.state(part)["selected_options"]]

    def options(self, part: str) -> list[str]:
        return [each["value"] for each in self._block(part)["element"]["options"]]

    def kind(self, part: str) -> str:
        return str(self._block(part)["element"]["type"])

    async def suggested(self, part: str, typed: str) -> tuple[str, list[Json]]:
        """What a menu offers that is filled while she types, and what stands over it."""
        block = self._block(part)
        answer = await self.person.slack.control.post(
            "options",
            container={"view_id": self.view["id"]},
            block_id=block["block_id"],
            action_id=block["element"]["action_id"],
            value=typed,
            **{"as": self.person.name},
        )
        assert answer["status"] == "acked"
        group = next(iter(answer["option_groups"]), {"label": {"text": ""}, "options": answer["options"]})
        return spaced(group["label"]["text"]), list(group["options"])

    def option(self, part: str, value: str) -> Json:
        return {"selected_option": self._option(part, value)}

    def several(self, part: str, *values: str) -> Json:
        return {"selected_options": [self._option(part, value) for value in values]}

    async def chooses(self, part: str, value: str, holds: str = "") -> "Form":
        """Choose an option; the form as it shows then."""
        return await self.tells(part, self.option(part, value), holds)

    async def tells(self, part: str, state: Json, holds: str = "") -> "Form":
        """Change an element that tells of it; the form as it shows then, as soon as it says this."""
        place, before, block = {"view_id": self.view["id"]}, self.view["hash"], self._block(part)
        action_id = block["element"]["action_id"]
        acted = await self.person.slack.control.act(self.person.name, place, block["block_id"], action_id, state)
        assert acted["status"] == "acked"
        return await form(
            self.person, lambda view: view["hash"] != before and is_filled(view) and holds in words_of(view)
        )

    async def submits(self, **values: Json) -> Json:
        """Send the form; what it is answered with."""
        blocks = {part: self._block(part) for part in values}
        filled = {
            blocks[part]["block_id"]: {blocks[part]["element"]["action_id"]: state} for part, state in values.items()
        }
        return dict(await self.person.slack.control.submit(self.person.name, self.view["id"], filled))

    def _block(self, part: str) -> Json:
        return next(block for block in self.view["blocks"] if _part(block) == part)

    def _option(self, part: str, value: str) -> Json:
        return next(each for each in self._block(part)["element"]["options"] if each["value"] == value)


async def opens(person: Person, typed: str) -> Form:
    """Type a command; the form when it has been filled."""
    typed_as = await person.slack.control.type(person.name, person.channel, typed)
    assert typed_as["status"] == "acked"
    return await form(person, is_filled)


async def form(person: Person, fits: Callable[[Json], bool] = lambda _view: True) -> Form:
    """The form on her screen, as soon as it is as wanted."""

    async def look() -> list[Any]:
        return [view for view in await person.slack.control.views(person.name) if fits(view)]

    return Form(person, (await until(look, lambda found: found))[-1])


def is_filled(view: Json) -> bool:
    """Whether it shows what was asked for, not only that it is on its way."""
    return not any(wait in words_of(view) for wait in _WAITS)


def _part(block: Json) -> str:
    return str(block["block_id"]).split(":")[0]
