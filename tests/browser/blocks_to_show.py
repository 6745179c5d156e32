"""Blocks that the tests post and look at."""

from typing import Any

Json = dict[str, Any]

WEEKS = ("W39", "W40", "W41", "W42")


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def section(text: str, **more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def option(text: str) -> Json:
    return {"text": plain(text), "value": text.lower().replace(" ", "-")}


def button(action_id: str, text: str, **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain(text), **more}


def text_input(block_id: str, label: str, **more: Any) -> Json:
    element = {"type": "plain_text_input", "action_id": "typed"}
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element, **more}


def line_chart() -> Json:
    north = [{"label": week, "value": 20.5 + index} for index, week in enumerate(WEEKS)]
    target = [{"label": week, "value": 25} for week in WEEKS]
    chart = {
        "type": "line",
        "series": [{"name": "North", "data": north}, {"name": "Target", "data": target}],
        "axis_config": {"categories": list(WEEKS), "x_label": "ISO week", "y_label": "%"},
    }
    return {"type": "data_visualization", "title": "Win rate", "chart": chart}


def bar_chart() -> Json:
    """Nine quarters, the newest with a name wider than its bar."""
    names = [f"Q{number % 4 + 1} {2024 + number // 4}" for number in range(3, 11)] + ["Q4 2026 so far"]
    data = [{"label": name, "value": 1_200_000 - 60_000 * place} for place, name in enumerate(names)]
    chart = {
        "type": "bar",
        "series": [{"name": "Company", "data": data}],
        "axis_config": {"categories": names, "x_label": "quarter", "y_label": "EUR"},
    }
    return {"type": "data_visualization", "title": "Revenue", "chart": chart}


def pie_chart() -> Json:
    segments = [{"label": "Price", "value": 12}, {"label": "Timing", "value": 4}]
    return {"type": "data_visualization", "title": "Reasons", "chart": {"type": "pie", "segments": segments}}


def team_table(teams: int = 12) -> Json:
    """Teams 1 to `teams`; the rate of team n is (n * 7) % 30, so no two orders are alike."""
    head = [{"type": "raw_text", "text": name} for name in ("Team", "Rate")]
    rates = [(number * 7) % 30 for number in range(1, teams + 1)]
    rows = [
        [{"type": "raw_text", "text": f"Team {n}"}, {"type": "raw_number", "value": r, "text": f"{r} %"}]
        for n, r in enumerate(rates, 1)
    ]
    return {"type": "data_table", "caption": "Win rate by team", "page_size": 5, "rows": [head, *rows]}
