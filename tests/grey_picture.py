"""The smallest file that every reader takes for a picture: a grey square."""

import struct
import zlib

_SIDE = 8  # pixels


def _png() -> bytes:
    rows = b"".join(b"\x00" + b"\x99" * _SIDE for _ in range(_SIDE))
    head = struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    )


PNG = _png()
