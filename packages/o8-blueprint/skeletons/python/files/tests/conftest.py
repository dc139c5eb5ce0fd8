"""What all tests share."""

import pytest


@pytest.fixture
def anyio_backend() -> str:
    """Runs async tests on asyncio alone."""
    return "asyncio"
