import pytest

from remoteos.store.store import Store
from tests.store.support import open_store


@pytest.fixture
def folder(tmp_path):
    """A data folder that does not exist yet."""
    return tmp_path / "users" / "me"


@pytest.fixture
def store(folder) -> Store:
    return open_store(folder)
