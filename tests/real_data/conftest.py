"""The public data sets, imported once for all tests of this folder."""

import pytest

from tests.real_data.brought import Shelf


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(tmp_path_factory.mktemp("real_data"))
