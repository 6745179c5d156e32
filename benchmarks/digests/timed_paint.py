"""Draw in a worker and tell what it cost there: eight bytes of seconds before the picture."""

import struct
import time
from collections.abc import Callable
from typing import Any

_SECONDS = struct.Struct("d")


def timed(paint: Callable[..., bytes], of: tuple[Any, ...]) -> bytes:
    """Paint, with the seconds of processor that it took in front."""
    began = time.process_time()
    picture = paint(*of)
    return _SECONDS.pack(time.process_time() - began) + picture


def told(drawn: bytes) -> tuple[float, int]:
    """The seconds, and the size of the picture."""
    (seconds,) = _SECONDS.unpack_from(drawn)
    return seconds, len(drawn) - _SECONDS.size
