# o8:file job
"""A job ends by itself, or by a signal."""

import asyncio
import os
import signal
# o8:if database|nats|kafka
from unittest.mock import AsyncMock, Mock
# o8:end

import pytest

from app import execute
# o8:if database|nats|kafka


@pytest.fixture(autouse=True)
def connections(monkeypatch: pytest.MonkeyPatch) -> AsyncMock:
    """Connections that always work."""
    connections = AsyncMock()
    monkeypatch.setattr(execute, "Connections", lambda settings: connections)
    return connections
# o8:end


async def do_nothing(*_: object) -> None:
    pass


async def fail(*_: object) -> None:
    raise ValueError("failed")


async def be_stopped(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.sleep(60)


@pytest.mark.parametrize(("run", "code"), [(do_nothing, 0), (be_stopped, 143)])
# o8:if database|nats|kafka
async def test_a_job_ends_when_it_is_done_or_stopped(
    run: object, code: int, connections: AsyncMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(execute, "run", run)

    assert await execute.execute(Mock()) == code
    connections.close.assert_awaited_once()
# o8:else
async def test_a_job_ends_when_it_is_done_or_stopped(
    run: object, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(execute, "run", run)

    assert await execute.execute() == code
# o8:end


async def test_a_job_that_fails_raises_its_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(execute, "run", fail)

    with pytest.raises(ValueError, match="failed"):
        # o8:if database|nats|kafka
        await execute.execute(Mock())
        # o8:else
        await execute.execute()
        # o8:end
