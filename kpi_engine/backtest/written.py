"""Previews and back-tests as JSON, so that a ballot can keep what was shown when its poll opened."""

from collections.abc import Mapping

from pydantic import TypeAdapter

from kpi_engine.backtest.previewed import Preview
from kpi_engine.backtest.tested import BackTest

_PREVIEW, _BACK_TEST = TypeAdapter(Preview), TypeAdapter(BackTest)


def dump(told: Preview | BackTest) -> dict[str, object]:
    """Write either as JSON values."""
    written = _PREVIEW.dump_python(told, mode="json") if isinstance(told, Preview) else _dumped(told)
    return dict(written)


def _dumped(told: BackTest) -> Mapping[str, object]:
    written: Mapping[str, object] = _BACK_TEST.dump_python(told, mode="json")
    return written


def load(written: Mapping[str, object]) -> BackTest:
    """The back-test that was written."""
    return _BACK_TEST.validate_python(dict(written))


def load_preview(written: Mapping[str, object]) -> Preview:
    """The preview that was written."""
    return _PREVIEW.validate_python(dict(written))
