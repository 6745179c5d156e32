"""A local Slack workspace: server and web page. Knows Slack's protocol, nothing of KPIs."""
