"""Which change of a form came last."""

from collections import OrderedDict

_REMEMBERED = 500  # forms


class Newest:
    """The last change of each form: of two that are computed at once, the later one is shown."""

    def __init__(self) -> None:
        self._moments: OrderedDict[str, str] = OrderedDict()

    def note(self, view_id: str, moment: str) -> None:
        """Remember a change."""
        self._moments[view_id] = max(moment, self._moments.pop(view_id, ""))
        if len(self._moments) > _REMEMBERED:
            self._moments.popitem(last=False)

    def is_newest(self, view_id: str, moment: str) -> bool:
        """Whether nothing was changed since."""
        return self._moments.get(view_id, "") <= moment
