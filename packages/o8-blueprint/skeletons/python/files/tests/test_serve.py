# o8:file !job
"""A module from its start to its end."""

import asyncio
import os
import signal
# o8:if database|nats|kafka
from unittest.mock import AsyncMock, Mock
# o8:else
from unittest.mock import Mock
# o8:end

import httpx
import pytest

from app import serve
from app.server import listen
from app.settings import READINESS_PATH


async def test_it_drains_before_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    with listen(0) as free:
        port = free.getsockname()[1]
    monkeypatch.setattr(serve, "DRAIN_S", 0.3)
    # o8:if metrics-port
    monkeypatch.setattr(serve, "METRICS_PORT", 0)
    # o8:end
    # o8:if database|nats|kafka
    connections = AsyncMock()
    monkeypatch.setattr(serve, "Connections", lambda settings: connections)
    # o8:end
    # o8:if consumes
    consumed = asyncio.Event()

    async def consume(handle: object, stopping: asyncio.Event) -> None:
        await stopping.wait()
        consumed.set()

    connections.bus.consume = consume
    # o8:end

    running = asyncio.create_task(serve.serve(Mock(port=port)))
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        await asyncio.sleep(0.2)
        assert (await client.get(READINESS_PATH)).status_code == 200

        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.sleep(0.1)
        answer = await client.get(READINESS_PATH)
        assert (answer.status_code, answer.headers["connection"]) == (503, "close")

    assert await asyncio.wait_for(running, 2) == 0
    # o8:if consumes
    assert consumed.is_set()
    # o8:end
    # o8:if database|nats|kafka
    connections.close.assert_awaited_once()
    # o8:end
