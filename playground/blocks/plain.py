"""Blocks as plain text for a terminal: one function per type of block."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from playground.blocks.drawing import chart_lines, grid
from playground.blocks.mrkdwn import Names, plain
from playground.blocks.rich_plain import rich_text

Json = Mapping[str, Any]
Lines = list[str]


class PlainBlocks:
    """Draws blocks for one reader; `title_of` names a file."""

    def __init__(self, names: Names, title_of: Callable[[str], str]) -> None:
        self._names = names
        self._title_of = title_of
        self._draw: dict[str, Callable[[Json], Lines]] = {
            "header": lambda block: [self.text(block["text"]).upper()],
            "section": self._section,
            "context": lambda block: [" · ".join(self._context(block["elements"]))],
            "actions": lambda block: [" ".join(self.element(e) for e in block["elements"])],
            "divider": lambda _: ["―" * 20],
            "image": self._image,
            "input": lambda block: [f"{self.text(block['label'])}: {self.element(block['element'])}"],
            "markdown": lambda block: str(block["text"]).splitlines(),
            "rich_text": lambda block: rich_text(block, self._names).splitlines(),
            "table": lambda block: self._table(block, header=False),
            "data_table": self._data_table,
            "data_visualization": lambda block: [block["title"], *chart_lines(block["chart"])],
        }

    def lines(self, blocks: Iterable[Json]) -> Lines:
        """Return the lines of a message or view."""
        drawn: Lines = []
        for block in blocks:
            draw = self._draw.get(block["type"])
            drawn += draw(block) if draw else [f"[{block['type']}]"]
        return drawn

    def text(self, given: Json) -> str:
        """Return a text object; plain text is never parsed."""
        return plain(given["text"], self._names) if given["type"] == "mrkdwn" else str(given["text"])

    def element(self, element: Json) -> str:
        """Return an interactive element: `[Label]`, `[Label v]`."""
        kind = element["type"]
        if kind == "button":
            return f"[{self.text(element['text'])}]"
        if kind == "image":
            return f"[{element['alt_text']}]"
        if kind in ("checkboxes", "radio_buttons"):
            return self._boxes(element)
        if kind == "overflow":
            return "[… v]"
        return f"[{self._shown(element)} v]" if "_input" not in kind else f"[{self._shown(element)}]"

    def _shown(self, element: Json) -> str:
        chosen = element.get("initial_option") or element.get("placeholder")
        if chosen:
            return self.text(chosen.get("text") if isinstance(chosen.get("text"), dict) else chosen)
        options = element.get("initial_options")
        if options:
            return ", ".join(self.text(option["text"]) for option in options)
        initial = (str(element[key]) for key in element if key.startswith("initial_"))
        return next(initial, "")

    def _boxes(self, element: Json) -> str:
        chosen = element.get("initial_options") or [element.get("initial_option")]
        marks = (("x" if option in chosen else " ", option) for option in element["options"])
        return " ".join(f"({mark}) {self.text(option['text'])}" for mark, option in marks)

    def _section(self, block: Json) -> Lines:
        lines = self.text(block["text"]).splitlines() if "text" in block else []
        for field in block.get("fields", ()):
            lines += self.text(field).splitlines()
        if "accessory" in block:
            lines.append(self.element(block["accessory"]))
        return lines

    def _context(self, elements: Iterable[Json]) -> Iterable[str]:
        return (self.element(e) if e["type"] == "image" else self.text(e) for e in elements)

    def _image(self, block: Json) -> Lines:
        title = self.text(block["title"]) + ": " if "title" in block else ""
        file = block.get("slack_file", {}).get("id")
        return [f"[image {title}{block['alt_text']}{' — ' + self._title_of(file) if file else ''}]"]

    def _data_table(self, block: Json) -> Lines:
        return [block["caption"], *self._table(block, header=True)]

    def _table(self, block: Json, *, header: bool) -> Lines:
        rows = [[self._cell(cell) for cell in row] for row in block["rows"]]
        numbers = {column for row in block["rows"] for column, cell in enumerate(row) if cell["type"] == "raw_number"}
        for column, setting in enumerate(block.get("column_settings", ())):
            numbers |= {column} if setting.get("align") == "right" else set()
        return grid(rows, right=numbers, header=header)

    def _cell(self, cell: Json) -> str:
        return rich_text(cell, self._names).replace("\n", " ") if cell["type"] == "rich_text" else str(cell["text"])
