"""Slack's markup as a terminal shows it: the words alone."""

from bot.views.mrkdwn import unmarked as plain

__all__ = ["plain"]
