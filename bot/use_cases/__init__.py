"""Decisions: plain, sync, typed; no Slack, no sentence."""
