"""Every setting, from the environment or from `.env`. Nothing else reads the environment."""

from collections.abc import Mapping
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, DotEnvSettingsSource, EnvSettingsSource, NoDecode, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import SettingMissing
from bot.retention import Retention, months
from storage.database import DatabaseNotSupported
from storage.facts.store import KEPT

SLACK = "https://slack.com/api/"
_MONTHS = "a whole number of months, 1 to 120"


class Settings(BaseSettings):
    """How this installation is set up. Empty values count as absent; a description says what may be written."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    home: Path = Field(Path("var"), alias="KPI_HOME")
    database_url: SecretStr | None = Field(None, alias="DATABASE_URL")
    facts_url: SecretStr | None = Field(None, alias="FACTS_URL")
    keep_publications: int = Field(
        KEPT, ge=1, alias="KPI_KEEP_PUBLICATIONS", description="a whole number of publications, 1 or more"
    )

    keep_receipts: int = Field(24, ge=1, le=120, alias="KPI_KEEP_RECEIPTS_MONTHS", description=_MONTHS)
    keep_messages: int = Field(90, ge=1, le=3650, alias="KPI_KEEP_MESSAGES_DAYS", description="days, 1 to 3650")
    keep_evaluations: int = Field(13, ge=1, le=120, alias="KPI_KEEP_EVALUATIONS_MONTHS", description=_MONTHS)
    keep_feedback: int = Field(24, ge=1, le=120, alias="KPI_KEEP_FEEDBACK_MONTHS", description=_MONTHS)
    keep_voters: int = Field(13, ge=1, le=120, alias="KPI_KEEP_VOTERS_MONTHS", description=_MONTHS)
    keep_withdrawn: int = Field(12, ge=1, le=120, alias="KPI_KEEP_WITHDRAWN_MONTHS", description=_MONTHS)
    keep_audit: int = Field(12, ge=1, le=120, alias="KPI_KEEP_AUDIT_MONTHS", description=_MONTHS)

    slack_bot_token: SecretStr | None = Field(None, alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr | None = Field(None, alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr | None = Field(None, alias="SLACK_SIGNING_SECRET")
    slack_api_url: str = Field(SLACK, alias="SLACK_API_URL")

    zone: str = Field("Europe/Paris", alias="KPI_ZONE", description="a time zone such as Europe/Paris")
    language: Literal["en", "fr"] = Field("en", alias="KPI_LANGUAGE", description="en or fr")
    fiscal_year_starts: int = Field(1, ge=1, le=12, alias="KPI_FISCAL_YEAR_STARTS", description="a month, 1 to 12")
    currency: str = Field(
        "EUR", pattern=r"^[A-Z]{3}$", alias="KPI_CURRENCY", description="three capital letters such as EUR"
    )
    admins: Annotated[tuple[str, ...], NoDecode] = Field((), alias="KPI_ADMINS")

    senders: int = Field(
        4, ge=1, le=16, alias="KPI_SENDERS", description="how many messages may be on their way at once, 1 to 16"
    )
    clock_url: str | None = Field(None, alias="KPI_CLOCK_URL")  # the playground's clock, set by `kpi demo`
    host: str = Field("127.0.0.1", alias="KPI_HOST")
    port: int = Field(3000, ge=0, le=65535, alias="PORT", description="a port, 0 to 65535")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", alias="KPI_LOG_LEVEL", description="DEBUG, INFO, WARNING or ERROR"
    )

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, zone: str) -> str:
        if zone not in available_timezones():
            raise ValueError(zone)
        return zone

    @field_validator("database_url")
    @classmethod
    def _can_be_read(cls, url: SecretStr | None) -> SecretStr | None:
        try:
            if url:
                make_url(url.get_secret_value())
        except ArgumentError:  # which holds the URL, and the URL a password
            raise DatabaseNotSupported("what stands there") from None
        return url

    @field_validator("admins", mode="before")
    @classmethod
    def _addresses(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("slack_api_url")
    @classmethod
    def _ends_with_a_slash(cls, url: str) -> str:
        return url if url.endswith("/") else url + "/"

    @property
    def records_url(self) -> str:
        """Where operational records live."""
        if self.database_url:
            return self.database_url.get_secret_value()
        return f"sqlite:///{(self.home / 'records.db').absolute()}"

    @property
    def ballot_keys(self) -> Path | None:
        """The folder of this machine for the keys of ballots; None where others may work on the same records."""
        one_machine = make_url(self.records_url).get_backend_name() == "sqlite"
        return (self.home / "ballot-keys").absolute() if one_machine else None

    @property
    def retention(self) -> Retention:
        """How long what people set, said and answered is kept."""
        return Retention(
            receipts=months(self.keep_receipts),
            words=timedelta(days=self.keep_messages),
            evaluations=months(self.keep_evaluations),
            feedback=months(self.keep_feedback),
            voters=months(self.keep_voters),
            withdrawn=months(self.keep_withdrawn),
            audit=months(self.keep_audit),
        )

    @property
    def facts_place(self) -> str:
        """Where published facts live: a folder, or a database URL."""
        return self.facts_url.get_secret_value() if self.facts_url else str((self.home / "facts").absolute())

    def required(self, field: str) -> str:
        """A secret without which the command at hand cannot work. Raises SettingMissing."""
        value: SecretStr | None = getattr(self, field)
        if value is None:
            raise SettingMissing(str(type(self).model_fields[field].alias))
        return value.get_secret_value()

    @property
    def signing_secret(self) -> str | None:
        """Checks signed HTTP; Socket Mode needs none."""
        return self.slack_signing_secret.get_secret_value() if self.slack_signing_secret else None

    @property
    def tzinfo(self) -> ZoneInfo:
        """The zone of schedules and period bounds."""
        return ZoneInfo(self.zone)


def misspelt() -> Mapping[str, str]:
    """What is set under a name that is nearly one of ours, by that name: the setting that was meant."""
    known = [str(field.alias) for field in Settings.model_fields.values()]
    sources = (EnvSettingsSource(Settings), DotEnvSettingsSource(Settings))
    written = {name.upper() for source in sources for name in source.env_vars}
    found = {name: get_close_matches(name, known, n=1, cutoff=_nearness(name)) for name in written.difference(known)}
    return {name: nearest[0] for name, nearest in sorted(found.items()) if nearest}


def _nearness(name: str) -> float:
    """How like ours a name must be, in [0, 1]: others may have theirs, such as SLACK_TOKEN."""
    return 0.75 if name.startswith("KPI_") else 0.93
