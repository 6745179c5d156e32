"""What a source profile may say, and how it is corrected when it says something else."""

import re
from datetime import date
from pathlib import Path

import pytest

from storage.errors import (
    ProfileError,
    ProfileKeyMissing,
    ProfileUnreadable,
    ProfileValueWrong,
    UnknownProfileKey,
)
from storage.imports.profile import (
    Column,
    Constant,
    Joined,
    LineNumber,
    LookedUp,
    Multiplied,
    Profile,
    Signed,
)
from storage.imports.profile_toml import load_profile

ROOT = Path(__file__).parents[3]
MINIMAL = '[leads]\nfile = "leads.csv"\nlead_id = "Id"\ncreated_on = "Created"\n'


@pytest.fixture
def read(tmp_path):
    def read(text: str) -> Profile:
        path = tmp_path / "crm.toml"
        path.write_text(text, encoding="utf-8")
        return load_profile(path)

    return read


def test_the_example_of_the_documentation_is_a_valid_profile(read):
    document = (ROOT / "docs/source-profiles.md").read_text(encoding="utf-8")
    profile = read(re.search(r"```toml\n(.*?)```", document, re.DOTALL)[1])
    assert [feed.table for feed in profile.feeds] == ["reps", "accounts", "leads", "opportunities"]
    assert profile.feeds[2].files == ("contacts-2025.csv", "contacts-2026.csv")
    assert profile.feeds[3].cells["outcome"].values == {"Closed won": "won", "Closed lost": "lost"}
    assert profile.feeds[3].cells["outcome"].others == ""


def test_a_source_is_named_after_its_file_when_it_names_itself_not(read):
    assert read(MINIMAL).name == "crm"
    assert read('name = "hubspot"\n' + MINIMAL).name == "hubspot"


def test_a_table_says_otherwise_than_the_top_and_inherits_the_rest(read):
    profile = read('encoding = "cp1252"\nseparator = ";"\n' + MINIMAL + 'separator = ","\n')
    assert (profile.feeds[0].dialect.encoding, profile.feeds[0].dialect.separator) == ("cp1252", ",")


def test_every_origin_is_read(read):
    profile = read("""
        as_of = 2017-12-31
        [lookups.people]
        file = "people.csv"
        key = "Name"
        [orders]
        file = "orders.csv"
        order_id = { line_number = true }
        account_id = { join = ["Region", "No"], with = "-" }
        ordered_on = "Day"
        amount = { multiply = ["Quantity", "Price"] }
        product = { sign_of = "Quantity", positive = "purchase", negative = "return" }
        segment = { value = "retail" }
        team = { lookup = "people", by = "Rep", take = "Team" }
    """)
    (feed,) = profile.feeds
    assert profile.as_of == date(2017, 12, 31)
    assert feed.complete, "rows known by their line replace all rows that were there"
    assert {name: cell.origin for name, cell in feed.cells.items()} == {
        "order_id": LineNumber(),
        "account_id": Joined(("Region", "No"), "-"),
        "ordered_on": Column("Day"),
        "amount": Multiplied(("Quantity", "Price")),
        "product": Signed("Quantity", "purchase", "return", ""),
        "segment": Constant("retail"),
        "team": LookedUp("people", "Rep", "Team"),
    }


def test_one_table_may_be_fed_by_files_of_two_shapes(read):
    shops = '[[orders]]\nfile = "{0}.csv"\norder_id = "Id"\nordered_on = "Day"\namount = "Sum"\naccount_id = "Who"\n'
    assert [feed.files for feed in read(shops.format("paris") + shops.format("lyon")).feeds] == [
        ("paris.csv",),
        ("lyon.csv",),
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            MINIMAL + 'creatd_on = "x"',
            "crm.toml, line 5: unknown key `creatd_on` in [leads]: did you mean `created_on`?",
        ),
        (
            '[leeds]\nfile = "x"',
            "crm.toml, line 1: unknown key `leeds` in the profile: did you mean `leads`?",
        ),
        (
            MINIMAL + 'source = { column = "S", unknwon = ["?"] }',
            "crm.toml, line 5: unknown key `unknwon` in [leads.source]: did you mean `unknown`?",
        ),
        (
            MINIMAL + 'won_on = "Won"',
            "crm.toml, line 5: unknown key `won_on` in [leads], see docs/source-profiles.md",
        ),
    ],
)
def test_an_unknown_key_is_refused_with_its_line_and_the_nearest_key(read, text, sentence):
    with pytest.raises(UnknownProfileKey) as refusal:
        read(text)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('[leads]\nfile = "x.csv"\nlead_id = "Id"\n', "created_on"),
        ('[leads]\nlead_id = "Id"\ncreated_on = "D"\n', "file"),
        ("zone = 'Europe/Paris'", "leads"),
        ('[orders]\nfile = "x"\norder_id = "a"\nordered_on = "b"\namount = "c"\n', "account_id"),
        (MINIMAL + 'skip = [{ column = "T", is = ["x"] }]', "because"),
        (MINIMAL + 'team = { lookup = "people", by = "Rep" }\n[lookups.people]\nfile="p"\nkey="n"\n', "take"),
    ],
)
def test_what_a_profile_needs_is_named_when_it_lacks(read, text, key):
    with pytest.raises(ProfileKeyMissing) as refusal:
        read(text)
    assert refusal.value.key == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (MINIMAL + 'encoding = "cp9999"', "encoding"),
        ('zone = "Europe/Pari"\n' + MINIMAL, "zone"),
        (MINIMAL + 'dates = "european"', "dates"),
        (MINIMAL + 'separator = "/"', "separator"),
        ('as_of = "2017-12-31"\n' + MINIMAL, "as_of"),
        (MINIMAL + 'rep = { column = "Rep", value = "x" }', "value"),
        (MINIMAL + "rep = 3", "rep"),
        (MINIMAL + 'team = { lookup = "people", by = "Rep", take = "Team" }', "lookup"),
        ("inactivity_days = 0\n" + MINIMAL, "inactivity_days"),
        (MINIMAL + "complete = 1", "complete"),
        (MINIMAL + 'source = { multiply = ["a", "b"] }', "source"),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused(read, text, key):
    with pytest.raises(ProfileValueWrong) as refusal:
        read(text)
    assert refusal.value.key == key
    assert str(refusal.value).startswith("crm.toml, line ")


def test_a_profile_that_is_not_toml_or_not_there_is_refused(read, tmp_path):
    with pytest.raises(ProfileUnreadable, match=r"crm.toml: not valid TOML: .*line 1"):
        read("[leads\n")
    with pytest.raises(ProfileUnreadable, match=r"line 1, column 16\); a key with accents or blanks stands in quotes$"):
        read('values = { Gagné = "won" }')
    with pytest.raises(ProfileError, match=r"none.toml: the profile cannot be read"):
        load_profile(tmp_path / "none.toml")


def test_orders_of_unknown_customers_need_no_customer_column(read):
    text = '[orders]\nfile = "x"\norder_id = "a"\nordered_on = "b"\namount = "c"\nkeep_unknown_accounts = true\n'
    assert read(text).feeds[0].keep_unknown_accounts
