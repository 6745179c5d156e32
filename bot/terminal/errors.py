"""The one line a person reads in the terminal when a command cannot do its work."""

import os
import traceback

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import SettingMissing, TerminalError
from bot.settings import Settings
from bot.slack_calls import Refused
from kpi_engine.errors import EngineError
from storage.errors import StorageError


def explain(error: Exception) -> str:  # noqa: PLR0911 - one sentence for each kind
    """What went wrong, as a sentence; with KPI_LOG_LEVEL=DEBUG, where as well."""
    if os.environ.get("KPI_LOG_LEVEL") == "DEBUG":
        traceback.print_exception(error)
    match error:
        case Refused():
            return f"Slack refuses: {error.error}. `kpi doctor` says how to mend it."
        case SettingMissing():
            return f"{error.name} is not set. Set it in the environment or in .env; see .env.example."
        case TerminalError() | StorageError() | EngineError():
            return str(error)
        case ValidationError():
            return " ".join(_wrong_setting(each) for each in error.errors())
        case SQLAlchemyError():
            return f"The database does not answer as it should: {_first_line(error)}"
        case OSError():
            return f"{error.strerror or error}: {error.filename}" if error.filename else str(error)
    return f"Unexpected {type(error).__name__}: {_first_line(error)} (KPI_LOG_LEVEL=DEBUG shows where)"


def _wrong_setting(wrong: ErrorDetails) -> str:
    """The setting as it is named in the environment, what stands there, what may stand there."""
    name = ".".join(str(part) for part in wrong["loc"])
    allowed = {field.alias: field.description for field in Settings.model_fields.values()}
    return f"{name} cannot be {str(wrong['input'])!r}: write {allowed.get(name) or 'something else'}."


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
