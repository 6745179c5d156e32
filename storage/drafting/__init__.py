"""Source profiles drafted from the files themselves."""

from storage.drafting.draft import Draft, draft_profile

__all__ = ["Draft", "draft_profile"]
