"""What all pictures share: their size, their ink, and that no text is parsed as mathematics."""

from typing import Any

SIZE, DPI = (12, 6.75), 100  # 1200 x 675 pixels
INK, QUIET, RULE = "#1d2433", "#5f6b7a", "#dfe4ec"
FORMER = "#8a4fb0"  # what a former definition gave
LITERAL: dict[str, Any] = {"parse_math": False}
