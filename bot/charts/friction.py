"""The picture of friction: conversion, median days and stalled opportunities of each stage, with its words."""

from bot.charts.picture import Picture
from bot.text import Text
from bot.views import footing, friction, limits
from bot.views.mrkdwn import clip
from kpi_engine.answer import Answer
from kpi_engine.friction import Friction


def _paint(answer: Answer, text: Text) -> bytes:
    from bot.charts.friction_png import draw  # noqa: PLC0415

    return draw(answer, text)


def friction_picture(answer: Answer, name: str, text: Text) -> Picture | None:  # noqa: ARG001 - it has a title of its own
    """Where opportunities stick, stage by stage; none where no stage has a median."""
    detail = answer.detail
    if not isinstance(detail, Friction) or detail.slowest is None:
        return None
    title = text.say("Where opportunities stick")
    return Picture(_paint, (answer, text), answer.question.kpi, title, _alt_text(answer, detail, text))


def _alt_text(answer: Answer, detail: Friction, text: Text) -> str:
    said = text.say(
        "Bars by stage, {standing}: share that advanced, median days, stalled. {stages}",
        standing=", ".join(footing.standing(answer, text)),
        stages=" ".join(friction.listing(answer, detail, text)),
    )
    return clip(said, limits.IMAGE_ALT)
