"""The sample, written once for all tests of this folder."""

import pytest
from alto_files import TODAY, Sample

from storage.sample_crm import write


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    folder = tmp_path_factory.mktemp("alto")
    return Sample(folder, write(folder, today=TODAY))
