"""The picture of cohorts: a heat map of the shares active, with its words."""

from bot.charts.picture import Picture
from bot.text import Text
from bot.views import cohorts, footing, limits
from bot.views.mrkdwn import clip
from kpi_engine.answer import Answer
from kpi_engine.cohorts import CohortGrid


def _paint(answer: Answer, name: str, text: Text) -> bytes:
    from bot.charts.heat_map import draw  # noqa: PLC0415

    return draw(answer, name, text)


def cohort_picture(answer: Answer, name: str, text: Text) -> Picture | None:
    """The heat map; none before a cohort has lived to see its second month."""
    grid = answer.detail
    if not isinstance(grid, CohortGrid) or not cohorts.ages(cohorts.newest(grid)):
        return None
    title = text.say("{kpi}: share active by months since the first", kpi=name)
    return Picture(_paint, (answer, name, text), answer.question.kpi, title, _alt_text(answer, grid, text))


def _alt_text(answer: Answer, grid: CohortGrid, text: Text) -> str:
    shown = cohorts.newest(grid)
    since = cohorts.ages(shown)
    said = text.say(
        "Heat map: share of each month’s new customers active 1, 2, 3 … months later. {standing}. {cohorts}. {remarks}",
        standing=", ".join(footing.standing(answer, text)),
        cohorts="; ".join(cohorts.listing(cohort, since, text) for cohort in reversed(shown)),
        remarks=" ".join(cohorts.remarks(answer, grid, text)),
    )
    return clip(said, limits.IMAGE_ALT)
