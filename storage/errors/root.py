"""What every error of the storage is: its facts as fields, and one sentence that says them."""

from dataclasses import dataclass
from typing import ClassVar, dataclass_transform


@dataclass_transform(eq_default=False)
class StorageError(Exception):
    """Root of all that the storage raises; every class below it is a dataclass by birth.

    `says` is the sentence, with `{self.<field>}` where a fact stands.
    """

    says: ClassVar[str]

    def __init_subclass__(cls) -> None:
        """Make the annotations of the class its fields. Two errors are never equal: each happened by itself."""
        dataclass(eq=False)(cls)

    def __str__(self) -> str:
        return self.says.format(self=self)
