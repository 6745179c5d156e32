"""What one check of `kpi doctor` found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence, and how to mend it; `mend` is empty where all is well. `absent`: not there, and need not be."""

    what: str
    mend: str = ""
    absent: bool = False
