"""Logs in tests that set up none: structlog's own, but for the picture of every value that it draws under an error.

Such a picture takes seconds of the processor.
"""

import structlog


def plain_logs() -> None:
    """From here on, for the whole process."""
    structlog.reset_defaults()
    *before, _drawing = structlog.get_config()["processors"]
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[*before, plain])
