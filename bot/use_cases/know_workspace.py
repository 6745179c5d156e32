"""Remember the workspace in which the assistant is installed: everything recorded belongs to one."""

from dataclasses import replace

from bot.office import Office
from storage.repositories.records import Workspace


def know_workspace(office: Office, here: Workspace) -> None:
    """Add the workspace, or renew its name; its own preferences stay."""
    with office.records.writing() as work:
        known = work.workspaces.get(here.team_id)
        if known is None:
            work.workspaces.put(here)
        elif (known.name, known.bot_user_id) != (here.name, here.bot_user_id):
            work.workspaces.put(replace(known, name=here.name, bot_user_id=here.bot_user_id))
