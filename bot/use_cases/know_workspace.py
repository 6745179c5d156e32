"""Remember the workspace in which the assistant is installed: everything recorded belongs to one."""

from dataclasses import replace

from bot.office import Office
from storage.repositories.records import Workspace


def know_workspace(office: Office, team_id: str, name: str, bot_user_id: str) -> None:
    """Add the workspace, or renew its name; its own preferences stay."""
    with office.records.writing() as work:
        known = work.workspaces.get(team_id)
        if known is None or (known.name, known.bot_user_id) != (name, bot_user_id):
            kept = known or Workspace(team_id, name, bot_user_id)
            work.workspaces.put(replace(kept, name=name, bot_user_id=bot_user_id))
