"""A page that holds measured tables between marks, so that they can be made again."""

from pathlib import Path


def rewrite(page: Path, part: str, text: str) -> None:
    """Put a text in its place on the page."""
    begin, end = f"<!-- {part} begins -->", f"<!-- {part} ends -->"
    head, _, rest = page.read_text(encoding="utf-8").partition(begin)
    page.write_text(f"{head}{begin}\n\n{text}\n\n{end}{rest.partition(end)[2]}", encoding="utf-8")
