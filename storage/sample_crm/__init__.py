"""Alto, a believable company for demos and tests: its CRM's and ERP's exports, its source profile, its workspace."""

from pathlib import Path

from storage.sample_crm.company import company
from storage.sample_crm.manifest import Manifest
from storage.sample_crm.workspace import workspace_json, workspace_people
from storage.sample_crm.writing import write

PROFILES = (Path(__file__).with_name("profile.toml"),)

__all__ = ["PROFILES", "Manifest", "company", "workspace_json", "workspace_people", "write"]
