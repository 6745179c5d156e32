"""Whose channel it is, by its name: only where nobody could read it otherwise."""

import pytest

from bot.use_cases.digests.channel_team import team_named_in

TEAMS = ("Nord", "Nord Est", "Sud", "Grands Comptes", "Île-de-France", "!!")


@pytest.mark.parametrize(
    ("channel", "team"),
    [
        ("team-nord", "Nord"),
        ("nord", "Nord"),
        ("sales_nord_est_weekly", "Nord Est"),
        ("grands-comptes", "Grands Comptes"),
        ("ile-de-france", "Île-de-France"),
        ("team-nord-sud", None),  # both
        ("nordic", None),
        ("comptes", None),
        ("general", None),
        ("privategroup", None),
        ("", None),
    ],
)
def test_a_channel_is_a_teams_where_its_name_says_so_and_names_no_other(channel: str, team: str | None) -> None:
    assert team_named_in(channel, TEAMS) == team
