"""A picture written to a file of the terminal's."""

from pathlib import Path

from bot.charts.picture import Picture
from bot.errors import TerminalError
from bot.text import Text


def write_picture(picture: Picture, text: Text, file: Path) -> None:
    """Draw it here and now. Raises TerminalError where the file cannot be written."""
    try:
        file.write_bytes(picture.paint(*picture.of))
    except OSError as error:
        raise TerminalError(text.say("The picture could not be written to {file}.", file=file)) from error
