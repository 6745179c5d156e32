"""The sample, written once for all tests of this folder."""

import pytest

from storage.sample_crm import write
from tests.storage.sample_crm.alto_files import TODAY, Sample


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    folder = tmp_path_factory.mktemp("alto")
    return Sample(folder, write(folder, today=TODAY))
