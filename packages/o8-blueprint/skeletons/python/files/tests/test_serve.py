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
from starlette.types import Receive, Scope, Send

from app import serve, server
from app.settings import READINESS_PATH


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> int:
    """A free port, and a short life."""
    monkeypatch.setattr(serve, "DRAIN_S", 1)
    monkeypatch.setattr(serve, "IN_FLIGHT_TIMEOUT_S", 0.2)
    monkeypatch.setattr(server, "IN_FLIGHT_TIMEOUT_S", 0.2)
    # o8:if metrics-port
    monkeypatch.setattr(serve, "METRICS_PORT", 0)
    # o8:end
    with server.listen(0) as free:
        return free.getsockname()[1]
# o8:if database|nats|kafka


@pytest.fixture(autouse=True)
def connections(monkeypatch: pytest.MonkeyPatch) -> AsyncMock:
    """Connections that always work."""
    connections = AsyncMock()
    monkeypatch.setattr(serve, "Connections", lambda settings: connections)
    return connections
# o8:end


async def until_ready(client: httpx.AsyncClient) -> None:
    for _ in range(500):
        if (await client.get(READINESS_PATH)).status_code == 200:
            return
        await asyncio.sleep(0.02)
    pytest.fail("It is never ready")


# o8:if database|nats|kafka
async def test_it_drains_before_it_ends(port: int, connections: AsyncMock) -> None:
# o8:else
async def test_it_drains_before_it_ends(port: int) -> None:
# o8:end
    # o8:if consumes
    async def consume(handle: object, stopping: asyncio.Event) -> None:
        await stopping.wait()
        await connections.last_event()

    connections.bus.consume = consume
    # o8:end
    running = asyncio.create_task(serve.serve(Mock(port=port)))
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        await until_ready(client)

        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.sleep(0.1)
        answer = await client.get(READINESS_PATH)
        assert (answer.status_code, answer.headers["connection"]) == (503, "close")

    assert await asyncio.wait_for(running, 10) == 0
    # o8:if consumes
    connections.last_event.assert_awaited_once()
    # o8:end
    # o8:if database|nats|kafka
    connections.close.assert_awaited_once()
    # o8:end


async def hang_request(scope: Scope, receive: Receive, send: Send) -> None:
    await asyncio.sleep(60)
# o8:if consumes


async def hang_event(handle: object, stopping: asyncio.Event) -> None:
    await asyncio.sleep(60)
# o8:end


# o8:if consumes
async def test_it_waits_for_nothing_for_ever(
    port: int, connections: AsyncMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    connections.bus.consume = hang_event
# o8:else
async def test_it_waits_for_nothing_for_ever(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
# o8:end
    monkeypatch.setattr(serve, "create_application", lambda *_: hang_request)
    running = asyncio.create_task(serve.serve(Mock(port=port)))
    await asyncio.sleep(0.2)
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET / HTTP/1.1\r\nHost: test\r\n\r\n")
    await asyncio.sleep(0.1)

    os.kill(os.getpid(), signal.SIGTERM)

    assert await asyncio.wait_for(running, 10) == 0
