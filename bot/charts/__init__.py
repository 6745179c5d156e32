"""Pictures of an answer: Slack's own chart, a PNG, and the words that say the same."""
