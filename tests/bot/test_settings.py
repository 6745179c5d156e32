"""Settings come from the environment or from .env, and wrong ones are named."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from bot.errors import SettingMissing
from bot.settings import Settings
from bot.terminal.errors import explain


def test_everything_has_a_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings(_env_file=None)
    assert settings.records_url == f"sqlite:///{tmp_path}/var/records.db"
    assert settings.facts_place == f"{tmp_path}/var/facts"
    assert settings.slack_api_url == "https://slack.com/api/"
    assert (settings.language, settings.tzinfo) == ("en", ZoneInfo("Europe/Paris"))


def test_the_environment_and_the_file_are_read_and_empty_counts_as_absent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("KPI_LANGUAGE=fr\nKPI_ZONE=Asia/Tokyo\nSLACK_APP_TOKEN=\n# a word\nOTHER=1\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KPI_ZONE", "Europe/London")
    monkeypatch.setenv("KPI_ADMINS", " a@x.example, ,b@x.example ")
    settings = Settings()
    assert (settings.language, settings.zone) == ("fr", "Europe/London")
    assert settings.admins == ("a@x.example", "b@x.example")
    assert settings.slack_app_token is None


def test_databases_may_be_elsewhere() -> None:
    settings = Settings(_env_file=None, DATABASE_URL="postgresql://db/kpi", FACTS_URL="postgresql://db/facts")
    assert (settings.records_url, settings.facts_place) == ("postgresql://db/kpi", "postgresql://db/facts")


def test_the_address_of_slack_may_be_written_without_its_last_slash() -> None:
    assert Settings(_env_file=None, SLACK_API_URL="http://127.0.0.1:1/api").slack_api_url == "http://127.0.0.1:1/api/"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KPI_ZONE", "Europe/Pariss"),
        ("KPI_LANGUAGE", "de"),
        ("KPI_FISCAL_YEAR_STARTS", "13"),
        ("KPI_CURRENCY", "euro"),
        ("PORT", "70000"),
        ("KPI_KEEP_PUBLICATIONS", "0"),
        ("KPI_KEEP_PUBLICATIONS", "many"),
        ("KPI_LOG_LEVEL", "LOUD"),
    ],
)
def test_a_wrong_setting_is_one_line_that_names_it(name: str, value: str) -> None:
    with pytest.raises(ValidationError) as wrong:
        Settings(_env_file=None, **{name: value})
    line = explain(wrong.value)
    assert line.startswith(f"{name} cannot be ")
    assert "\n" not in line


def test_a_secret_is_never_written_out() -> None:
    settings = Settings(_env_file=None, SLACK_BOT_TOKEN="xoxb-canary", DATABASE_URL="postgresql://u:canary@db/kpi")
    assert "canary" not in repr(settings)
    assert settings.required("slack_bot_token") == "xoxb-canary"


def test_a_secret_that_is_missing_is_named() -> None:
    with pytest.raises(SettingMissing) as missing:
        Settings(_env_file=None).required("slack_bot_token")
    assert missing.value.name == "SLACK_BOT_TOKEN"
    assert explain(missing.value).startswith("SLACK_BOT_TOKEN is not set.")
