"""Logs: one line an event, without secrets and without people. Tracebacks carry no values."""

import logging
import re
import sys
from typing import TextIO

import structlog
from structlog.typing import EventDict, WrappedLogger

_SECRET = re.compile(r"xox[a-z]-[\w-]+|xapp-[\w-]+|v0=[0-9a-f]{64}")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_VALUES = re.compile(r"(\[parameters: ).*")  # what SQLAlchemy says of the row at fault
_ROW = re.compile(
    r"(DETAIL: ).*?(?=\n\[SQL: |\n\n(?:The above|During)|\Z)", re.DOTALL
)  # and PostgreSQL, as it was typed


def configure(level: str, stream: TextIO | None = None) -> None:
    """Send everything to stderr, or to `stream`, in one shape: our own events and the libraries'."""
    out = stream or sys.stderr
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        redact,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = logging.StreamHandler(out)
    renderer = structlog.dev.ConsoleRenderer(colors=out.isatty())
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processor=renderer, foreign_pre_chain=shared))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for ours in ("bot", "storage", "kpi_engine"):
        logging.getLogger(ours).setLevel(level)


def redact(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Take tokens, signatures, e-mail addresses and the values of database rows out of every text of an event."""
    return {key: _clean(value) if isinstance(value, str) else value for key, value in event.items()}


def _clean(text: str) -> str:
    unsaid = _VALUES.sub(r"\1<values>", _ROW.sub(r"\1<values>", text))
    return _ADDRESS.sub("<address>", _SECRET.sub("<secret>", unsaid))
