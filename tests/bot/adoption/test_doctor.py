"""The doctor names every definition that cannot be read any more, and how to mend it."""

from bot.terminal.doctor_definitions import definitions_findings
from bot.terminal.finding import Finding
from tests.bot.adoption.house import House, retired, version


def test_definitions_that_can_be_read_are_counted(house: House) -> None:
    assert definitions_findings(house.url) == [Finding("definitions: 0 adopted, all readable")]
    house.keeps(version(2), retired())
    assert definitions_findings(house.url) == [Finding("definitions: 2 adopted, all readable")]


def test_one_that_cannot_is_named_with_what_to_do(house: House) -> None:
    house.keeps(version(2), version(3, recipe={"way": "?"}), retired())
    (found,) = definitions_findings(house.url)
    assert found.what == "definitions: version 3 of conversion cannot be read, so it does not rule"
    assert found.mend
