"""Why a proposal is not put in force as it is asked for. Views turn each into a sentence."""

from enum import StrEnum


class AdoptionFault(StrEnum):
    """What stands against it."""

    DAY_PASSED = "day_passed"  # answers were given on that day by what ruled then
    OVER = "over"  # it was withdrawn or rejected
    CHANGED = "changed"  # its author edited it after it was shown, or voted on
    DEFINED_ALREADY = "defined_already"  # a new KPI whose key is taken by now
    NOT_DEFINED = "not_defined"  # a change of what is not in the catalogue, or is to be dropped
    NOTHING_PROPOSED = "nothing_proposed"  # a new KPI without a definition, a target that says none
