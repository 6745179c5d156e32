"""Everything that can arrive, on one screen: each handler with its id, which is also its row in the policy."""

from bot.listeners import (
    buttons,
    channel_events,
    deliveries,
    events,
    home_tab,
    targets,
    typed,
    why,
)
from bot.listeners.alerts import buttons as alert_buttons
from bot.listeners.alerts import form as alert_form
from bot.listeners.counter import Counter
from bot.listeners.digests import buttons as digest_buttons
from bot.listeners.digests import form as digest_form
from bot.listeners.digests.send_now import send_now
from bot.listeners.door import Door
from bot.listeners.newest import Newest
from bot.listeners.picture import send_picture
from bot.listeners.polls import ballot, decisions
from bot.listeners.polls import form as poll_form
from bot.listeners.polls import lists as poll_lists
from bot.listeners.privacy import erase as erase_form
from bot.listeners.privacy import mine
from bot.listeners.proposals import buttons as proposal_buttons
from bot.listeners.proposals import form as proposal_form
from bot.listeners.proposals import values as proposal_values
from bot.listeners.share import share
from bot.listeners.voice import form as say_form
from bot.listeners.voice import report as voice_report
from bot.listeners.voice import shortcuts, triage


def register(door: Door, counter: Counter) -> None:
    """Open the door for each arrival."""
    door.command("/kpi", typed.command(counter))
    door.event("app_mention", "app_mention", typed.mention(counter))
    door.event("message.im", "message", typed.direct_message(counter))
    joined = channel_events.somebody_joined(counter)
    door.news("member_joined_channel", "member_joined_channel", joined, then=events.invited(counter))
    door.news("member_left_channel", "member_left_channel", channel_events.somebody_left(counter))
    door.news("channel_left", "channel_left", channel_events.removed(counter))
    door.news("group_left", "group_left", channel_events.removed(counter))
    door.news("channel_archive", "channel_archive", channel_events.archived(counter))
    door.news("group_archive", "group_archive", channel_events.archived(counter))
    door.news("channel_shared", "channel_shared", channel_events.shared(counter))
    door.event("app_home_opened", "app_home_opened", home_tab.opened(counter))
    door.action("help.example", buttons.run_example(counter))
    door.action("ask.period", buttons.change_period(counter))
    door.action("ask.by", buttons.change_dimension(counter))
    door.action("ask.definition", buttons.show_definition(counter))
    door.action("ask.picture", send_picture(counter))
    door.action("ask.share", share(counter))
    door.action("target.open", targets.open_form(counter))
    door.action("target.edit", targets.edit(counter))
    door.change("target.remove", targets.remove(counter))
    door.action("target.change", targets.change(counter))
    door.view("target.set", targets.save(counter))
    _alerts(door, counter)
    _polls(door, counter)
    _proposals(door, counter)
    _feedback(door, counter)
    _triage(door, counter)
    _privacy(door, counter)
    newest = Newest()
    door.action("digest.open", digest_form.open_form(counter))
    door.action("digest.edit", digest_form.edit(counter))
    door.change("digest.pause", digest_form.pause(counter))
    door.change("digest.send", send_now(counter))
    door.change("digest.resume", digest_form.resume(counter))
    door.change("digest.delete", digest_form.delete(counter))
    door.action("digest.change", digest_form.change(counter, newest))
    door.action("digest.preview", digest_form.preview(counter, newest))
    door.view("digest.set", digest_form.save(counter))
    door.change("delivery.again", deliveries.again(counter))
    door.action("digest.look", digest_buttons.look(counter))
    door.action("digest.why", digest_buttons.why(counter))
    door.action("ask.why", why.explain(counter))
    door.action("why.by", why.change_dimension(counter))
    door.action("why.picture", why.send_picture(counter))
    door.action("why.share", share(counter, why.for_all))


def _alerts(door: Door, counter: Counter) -> None:
    """The form of alerts, their list, and the buttons under those that were posted."""
    door.action("alert.open", alert_form.open_form(counter))
    door.action("alert.edit", alert_form.edit(counter))
    door.change("alert.delete", alert_form.delete(counter))
    door.action("alert.resume", alert_form.resume(counter))
    door.action("alert.again", alert_form.again(counter))
    door.action("alert.change", alert_form.change(counter))
    door.view("alert.set", alert_form.save(counter))
    door.change("alert.ack", alert_buttons.acknowledged(counter))
    door.change("alert.snooze", alert_buttons.snoozed(counter))
    door.change("alert.assign", alert_buttons.assigned(counter))
    door.action("alert.look", alert_buttons.look(counter))
    door.action("alert.why", alert_buttons.why(counter))


def _feedback(door: Door, counter: Counter) -> None:
    """The form in which people say something, and the shortcuts that open it."""
    door.shortcut("feedback.say", shortcuts.say_something(counter))
    door.shortcut("feedback.quote", shortcuts.say_of_message(counter))
    door.action("feedback.open", say_form.open_form(counter))
    door.action("feedback.change", say_form.change(counter))
    door.view("feedback.say", say_form.save(counter))


def _triage(door: Door, counter: Counter) -> None:
    """What was said: the report, where it is read, and what is done with each piece."""
    door.action("voice.page.before", voice_report.turn(counter))
    door.action("voice.page.after", voice_report.turn(counter))
    door.action("voice.look", voice_report.look(counter))
    door.action("voice.here", voice_report.open_form(counter))
    door.view("voice.place", voice_report.save(counter))
    door.change("triage.ack", triage.acknowledged(counter))
    for name in triage.FORMS:
        door.action(name, triage.opens(counter, name))
        door.view(name, triage.saves(counter, name))


def _privacy(door: Door, counter: Counter) -> None:
    """What is kept about a person, as a file; erasing people."""
    door.action("privacy.mine", mine.send_file(counter))
    door.action("privacy.erase", erase_form.open_form(counter))
    door.view("privacy.erase", erase_form.save(counter))


def _proposals(door: Door, counter: Counter) -> None:
    """The form of proposals, and the buttons under those that are discussed."""
    door.action("proposal.open", proposal_form.open_form(counter))
    door.action("proposal.change", proposal_form.change(counter))
    door.options("proposal.change", proposal_values.suggest(counter))
    door.view("proposal.set", proposal_form.save(counter))
    door.change("proposal.second", proposal_buttons.seconds(counter))
    door.action("proposal.look", proposal_buttons.look(counter))
    door.action("proposal.edit", proposal_buttons.edits(counter))
    door.action("proposal.withdraw", proposal_buttons.withdraws(counter))
    door.view("proposal.leave", proposal_buttons.leave(counter))


def _polls(door: Door, counter: Counter) -> None:
    """The form of polls, the ballot, and what is done with what was passed."""
    door.action("poll.open", poll_form.open_form(counter))
    door.action("poll.from_proposal", poll_form.put_to_vote(counter))
    door.action("poll.on_kpi", poll_form.review_kpi(counter))
    door.action("poll.change", poll_form.change(counter))
    door.action("poll.more", poll_form.more(counter))
    door.action("poll.fewer", poll_form.fewer(counter))
    door.action("poll.preview", poll_form.preview(counter))
    door.view("poll.set", poll_form.save(counter))
    door.action("poll.vote", ballot.vote(counter))
    door.view("poll.cast", ballot.cast(counter))
    door.change("poll.close", poll_lists.close(counter))
    door.action("poll.names", poll_lists.names(counter))
    door.action("poll.confirm", decisions.ask_day(counter))
    door.view("poll.adopt", decisions.put_in_force(counter))
    door.action("poll.aside", decisions.ask_reason(counter))
    door.view("poll.reject", decisions.put_aside(counter))
