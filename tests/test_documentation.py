"""The documentation tells what is true."""

import re
from pathlib import Path

from bot.manifest import SCOPES, manifest
from bot.settings import Settings
from kpi_engine.definitions import CATALOG

ROOT = Path(__file__).parent.parent


def test_the_page_of_kpis_has_every_definition_word_for_word() -> None:
    page = (ROOT / "docs/kpis.md").read_text()
    for kpi in CATALOG.values():
        assert f"`{kpi.key}`" in page
        for definition in kpi.definitions:
            assert definition in page, kpi.key


def test_every_link_of_the_documentation_leads_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\((?!https?://|#|mailto:)([^)#\s]+)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_scope_of_the_manifest_has_its_reason() -> None:
    assert manifest()["oauth_config"]["scopes"]["bot"] == list(SCOPES)
    assert all(SCOPES.values())


def test_the_example_of_an_environment_names_every_setting_and_nothing_else() -> None:
    named = re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert set(named) == {field.alias for field in Settings.model_fields.values()}
