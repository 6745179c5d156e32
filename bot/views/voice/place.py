"""Where a team's feedback is read: the form that says it, the channel's welcome, and that it ended."""

from collections.abc import Sequence

from bot.text import Text
from bot.views import kit
from bot.views.inputs import Asked, Sheet, conversation, form, menu
from bot.views.kit import Option, button, section
from bot.views.message import Message, View
from bot.views.mrkdwn import channel, code, fill, marked, mention
from bot.views.nouns import named
from storage.repositories.triage_places import REST
from storage.repositories.voice_records import TriagePlace

OPEN, SET = "voice.here", "voice.place"
TEAM, CHANNEL = "team", "channel"
_REST = "*"  # an option's value is never empty; no team is called so


def team_value(team: str) -> str:
    """A team as an option carries it."""
    return team or _REST


def team_in(value: str) -> str:
    """The team that an option stands for."""
    return REST if value == _REST else value


def waiting(text: Text) -> View:
    """What opens at once."""
    said = section(text.say("One moment, the form is being filled in…"))
    return View(kit.modal(_title(text), text.say("Cancel"), (said,)))


def place_form(teams: Sequence[str], channel_id: str | None, text: Text) -> View:
    """Whose feedback, and where."""
    sheet = Sheet(_title(text), text.say("Save"), text.say("Cancel"), SET)
    options = [Option(team_value(each), _team(each, text)) for each in teams]
    who = text.say("Everybody in it reads what was said, with names where they were given: managers and admins only.")
    return View(
        form(
            sheet,
            (
                section(text.say("New feedback comes to this channel as a card, for those who take it up.")),
                menu(
                    Asked(TEAM, text.say("Whose feedback"), OPEN),
                    text.say("Choose a team"),
                    options,
                    team_value(teams[0]),
                ),
                conversation(
                    Asked(CHANNEL, text.say("Channel"), OPEN, hint=who), text.say("Choose a channel"), channel_id
                ),
            ),
        )
    )


def offered(text: Text) -> Message:
    """The form behind a button, for where no form can open by itself."""
    words = text.say("The form opens by this button.")
    return Message(marked(words), (section(words, button(text.say("Open the form"), OPEN, primary=True)),))


def welcome(team: str, user_id: str, text: Text) -> Message:
    """What the channel gets first; that Slack takes it is the proof that cards can come."""
    said = fill(
        text.say(
            "Feedback comes here from now on, each as a card: {team}. Set by {person}. "
            "Everybody in this channel reads it; {voice} tells the rest what was done."
        ),
        team=_team(team, text),
        person=mention(user_id),
        voice=code(text.say("/kpi voice")),
    )
    return Message(said, (section(said),))


def place_saved(place: TriagePlace, text: Text) -> View:
    """What takes the form's place."""
    words = fill(
        text.say("Feedback comes to {channel} from now on: {team}."),
        channel=channel(place.channel_id),
        team=_team(place.team, text),
    )
    return View(kit.modal(_title(text), text.say("Close"), (section(words),)))


def place_left(place: TriagePlace, text: Text) -> Message:
    """To whoever had set it: feedback does not come to the channel any more."""
    words = fill(
        text.say(
            "Feedback does not come to {channel} any more ({team}): not everybody in it may read it, or I cannot post "
            "there. New cards come to the managers by direct message. {here} sets another channel."
        ),
        channel=channel(place.channel_id),
        team=_team(place.team, text),
        here=code(text.say("/kpi voice here")),
    )
    return Message(words, (section(words),))


def others_read(text: Text) -> str:
    """Under the channel's input: somebody in it may not read what is said."""
    return text.say(
        "In this channel are people who are neither managers nor admins, so what was said is not theirs to read. "
        "Choose another one, or none: cards then come to the managers by direct message."
    )


def _title(text: Text) -> str:
    return text.say("Where feedback is read")


def _team(team: str, text: Text) -> str:
    if team == REST:
        return text.say("All that no team’s own channel takes")
    return text.say("Team {name}", name=named(team, text))
