"""Talks with people: in Slack, in the local workspace, in a terminal."""
