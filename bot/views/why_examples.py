"""Every explanation that the bot can give, from invented figures: a lead, a reversal, medians, sums, none at all."""

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction

from bot.text import Text
from bot.use_cases.explain_change import WhyReply
from bot.views.message import Message
from bot.views.why import shared_why, why_card, why_what
from kpi_engine.answer import Answer
from kpi_engine.definitions import CATALOG
from kpi_engine.parts import Added, Divided, Parts, Ranked
from kpi_engine.question import Dimension
from kpi_engine.why import Explanation, Split, Unexplained, Unsplit, telling
from kpi_engine.why.effects import Pair
from kpi_engine.why.grouping import lines

_SHARER = "U0EXAMPLE"
_MANY = 15
Groups = Mapping[str | None, tuple[Parts, Parts]]


def why_messages(share: Answer, days: Answer, money: Answer, *, now: datetime, text: Text) -> dict[str, Message]:
    """The explanations of three answers, each in its own ways."""
    ways = replies(share, days, money)
    drawn = {name: why_card(reply, text, now=now, nonce=str(place)) for place, (name, reply) in enumerate(ways.items())}
    shared = shared_why(ways["why: a group stands out"], text, sharer=_SHARER)
    return drawn | {"why: shared": shared, "why what": why_what(text)}


def replies(share: Answer, days: Answer, money: Answer) -> dict[str, WhyReply]:
    """A lead, reversals, weights, sums, and the reasons for none."""
    kpi = CATALOG[share.question.kpi]
    return {
        "why: a group stands out": _reply(
            share, {Dimension.SOURCE: _LED, Dimension.REGION: _EVEN, Dimension.SEGMENT: _REVERSED}
        ),
        "why: the whole against all": _reply(share, {Dimension.SEGMENT: _REVERSED}),
        "why: the whole against all medians": _reply(days, {Dimension.SEGMENT: _REVERSED_DAYS}),
        "why: nobody stands out": _reply(share, {Dimension.REGION: _EVEN}),
        "why: weights": _reply(share, {Dimension.SOURCE: _SHIFTED}),
        "why: sums": _reply(money, {Dimension.PRODUCT: _SUMS}),
        **{f"why: {reason}": WhyReply(kpi, Explanation(share, reason=reason)) for reason in Unexplained},
    }


def _reply(answer: Answer, dimensions: Mapping[Dimension, Groups]) -> WhyReply:
    splits = tuple(_split(dimension, groups) for dimension, groups in dimensions.items())
    refused = tuple(zip((Dimension.TEAM, Dimension.REP, Dimension.CAMPAIGN, Dimension.STAGE), Unsplit, strict=False))
    return WhyReply(CATALOG[answer.question.kpi], Explanation(answer, splits, refused), key="b" * 20)


def _split(dimension: Dimension, groups: Groups) -> Split:
    found = lines({value: Pair(*sides) for value, sides in groups.items()}, _HIDDEN)
    if isinstance(found, Unsplit):
        raise TypeError(f"an example that cannot be split: {found}")
    return telling.split(dimension, found, noise=0.004)


def _of(part: int, whole: int) -> Divided:
    return Divided(whole, Fraction(part), Fraction(whole))


def _sold(n: int, amount: float) -> Added:
    return Added(n, Fraction(repr(amount)))


def _lasted(*days: int) -> Ranked:
    return Ranked.of(dict.fromkeys(days, 2))


_HIDDEN = ("Nord", "Sud")
_LED: Groups = {
    "Web <b2b> & co": (_of(120, 1000), _of(201, 1002)),
    "Salon": (_of(148, 800), _of(150, 810)),
    None: (_of(61, 438), _of(61, 428)),
    "Nord": (_of(20, 100), _of(21, 100)),
    "Sud": (_of(18, 90), _of(19, 90)),
    "Fax": (_of(1, 3), _of(0, 2)),
    "Post": (_of(0, 2), _of(1, 3)),
}
_EVEN: Groups = {name: (_of(300, 1500), _of(309, 1500)) for name in ("Ouest", "Bruxelles", "London")}
_REVERSED: Groups = {"Retail": (_of(10, 100), _of(110, 900)), "Industry": (_of(450, 900), _of(52, 100))}
_SHIFTED: Groups = {"Referral": (_of(60, 200), _of(240, 800)), "Paid search": (_of(40, 800), _of(10, 200))}
_REVERSED_DAYS: Groups = {
    "Retail": (_lasted(10, 11, 12, 13, 14), _lasted(15, 16, 17, 18, 19, 20, 21, 22, 23)),
    "Industry": (_lasted(*range(80, 90)), _lasted(90, 91, 92)),
}
_SUMS: Groups = {
    **{
        f"Alto {number}": (_sold(20, 10_000.0), _sold(20 + number, 10_000.0 + 900.5 * number))
        for number in range(_MANY)
    },
    "Sonde radio": (_sold(0, 0.0), _sold(8, 48_000.0)),
}
