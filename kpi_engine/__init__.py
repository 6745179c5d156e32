"""The arithmetic of selling: definitions, statements, statistics, answers.

Opens nothing, knows no Slack, no clock, no language.
"""
