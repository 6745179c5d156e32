"""Small rules from which the shape of every block is built; each reports what is wrong and where."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault, at a JSON pointer such as `/blocks/0/text/text`."""

    message: str
    pointer: str

    def __str__(self) -> str:
        return f"{self.message} [json-pointer:{self.pointer}]"


Problems = list[Problem]


class Rule(Protocol):
    """Something a value must fulfil."""

    def check(self, value: Any, at: str, found: Problems) -> None:
        """Add what is wrong with `value`, which stands at the pointer `at`, to `found`."""
        ...


@dataclass(frozen=True, slots=True)
class Text:
    """A string of `least` to `most` characters."""

    most: int
    least: int = 1

    def check(self, value: Any, at: str, found: Problems) -> None:
        """Add what is wrong with `value`."""
        if not isinstance(value, str):
            found.append(Problem("must be a string", at))
        elif len(value) > self.most:
            found.append(Problem(f"must be less than {self.most + 1} characters", at))
        elif len(value) < self.least:
            found.append(Problem(f"must be more than {self.least - 1} characters", at))


@dataclass(frozen=True, slots=True)
class Pattern:
    """A string that matches a regular expression from end to end."""

    pattern: str
    meaning: str

    def check(self, value: Any, at: str, found: Problems) -> None:
        """Add what is wrong with `value`."""
        if not isinstance(value, str) or not re.fullmatch(self.pattern, value):
            found.append(Problem(f"must be {self.meaning}", at))


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some strings."""

    allowed: tuple[str, ...]

    def check(self, value: Any, at: str, found: Problems) -> None:
        """Add what is wrong with `value`."""
        if value not in self.allowed:
            found.append(Problem(f"must be one of: {', '.join(self.allowed)}", at))


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""

    def check(self, value: Any, at: str, found: Problems) -> None:
        """Add what is wrong with `value`."""
        if not isinstance(value, bool):
            found.append(Problem("must be a boolean", at))


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number in `[least, most]`."""

    least: int
    most: int

    def check(self, value: Any, at: str, found: Problems) -> None:
        """Add what is wrong with `value`."""
        if not isinstance(value, int) or isinstance(value, bool) or not self.least <= value <= self.most:
            found.append(Problem(f"must be an integer between {self.least} and {self.most}", at))


@dataclass(frozen=True, slots=True)
class Number:
    """A finite number; above zero where `positive`."""

    positive: bool = False

    def check(self, value: Any, at: str, found: Problems) -> None:
        """Add what is wrong with `value`."""
        if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
            found.append(Problem("must be a finite number", at))
        elif self.positive and value <= 0:
            found.append(Problem("must be greater than 0", at))


@dataclass(frozen=True, slots=True)
class Items:
    """A list of `least` to `most` values of one rule."""

    of: Rule
    most: int
    least: int = 1

    def check(self, value: Any, at: str, found: Problems) -> None:
        """Add what is wrong with `value`."""
        if not isinstance(value, list):
            found.append(Problem("must be an array", at))
            return
        if len(value) > self.most:
            found.append(Problem(f"no more than {self.most} items allowed", at))
        if len(value) < self.least:
            found.append(Problem(f"no fewer than {self.least} items allowed", at))
        for index, item in enumerate(value):
            self.of.check(item, f"{at}/{index}", found)


@dataclass(frozen=True, slots=True)
class OneOf:
    """A value known by its `type`."""

    shapes: Mapping[str, Rule]

    def check(self, value: Any, at: str, found: Problems) -> None:
        """Add what is wrong with `value`."""
        if not isinstance(value, dict):
            found.append(Problem("must be an object", at))
        elif "type" not in value:
            found.append(Problem("missing required field: type", at))
        elif not isinstance(value["type"], str) or value["type"] not in self.shapes:
            found.append(Problem(f"unsupported type: {value['type']}", f"{at}/type"))
        else:
            self.shapes[value["type"]].check(value, at, found)

    def only(self, *names: str) -> "OneOf":
        """Return the rule that allows some of the types."""
        return OneOf({name: self.shapes[name] for name in names})


Also = Callable[[Mapping[str, Any], str, Problems], None]


@dataclass(frozen=True, slots=True)
class Shape:
    """An object: what it must have, what it may have, what must hold between them; nothing else."""

    needed: Mapping[str, Rule]
    allowed: Mapping[str, Rule] = field(default_factory=dict)
    also: tuple[Also, ...] = ()

    def check(self, value: Any, at: str, found: Problems) -> None:
        """Add what is wrong with `value`."""
        if not isinstance(value, dict):
            found.append(Problem("must be an object", at))
            return
        before = len(found)
        for name in self.needed.keys() - value.keys():
            found.append(Problem(f"missing required field: {name}", at))
        for name, inner in value.items():
            self._check_field(name, inner, at, found)
        if len(found) == before:
            for rule in self.also:
                rule(value, at, found)

    def _check_field(self, name: str, inner: Any, at: str, found: Problems) -> None:
        rule = self.needed.get(name) or self.allowed.get(name)
        if rule is not None:
            rule.check(inner, f"{at}/{name}", found)
        elif name != "type":
            found.append(Problem(f"invalid additional property: {name}", at))


def exactly_one(*names: str) -> Also:
    """Return the demand that one of some fields is there, and only one."""

    def demand(value: Mapping[str, Any], at: str, found: Problems) -> None:
        given = [name for name in names if name in value]
        if len(given) != 1:
            found.append(Problem(f"must provide exactly one of: {', '.join(names)}", at))

    return demand


def at_least_one(*names: str) -> Also:
    """Return the demand that one of some fields is there."""

    def demand(value: Mapping[str, Any], at: str, found: Problems) -> None:
        if not any(name in value for name in names):
            found.append(Problem(f"must provide at least one of: {', '.join(names)}", at))

    return demand
