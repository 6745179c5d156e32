"""Why a channel cannot get messages."""

from enum import StrEnum


class PlaceFault(StrEnum):
    """What stands against a channel: known once Slack was asked, or tried."""

    NOT_INVITED = "not_invited"
    ARCHIVED = "archived"
    NOT_A_CHANNEL = "not_a_channel"
    OUTSIDE = "outside"  # another company reads it
    GUESTS = "guests"
    AUDIENCE_UNKNOWN = "audience_unknown"
    MUTE = "mute"  # nobody, or not the assistant, may post there
    UNSURE = "unsure"  # Slack did not say whether it posted
    UNDER_WAY = "under_way"  # the same form is being saved
