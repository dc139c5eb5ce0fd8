# o8:file !job
"""The server finishes what it has begun, and waits for no client for ever."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from app import server
from app.server import Server

REQUEST = b"GET / HTTP/1.1\r\nHost: test\r\n\r\n"


async def answer_late(scope: Scope, receive: Receive, send: Send) -> None:
    await asyncio.sleep(0.5)
    await PlainTextResponse("late")(scope, receive, send)


@asynccontextmanager
async def serving() -> AsyncIterator[tuple[Server, int]]:
    """Runs a server of slow answers on a free port."""
    running = Server(answer_late, port=0)
    task = asyncio.create_task(running.run_until_stopped())
    yield running, running.listening.getsockname()[1]
    running.should_exit = True
    await task


async def test_requests_in_flight_are_finished() -> None:
    async with serving() as (running, port):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        idle, _ = await asyncio.open_connection("127.0.0.1", port)
        writer.write(REQUEST)
        await asyncio.sleep(0.1)
        running.should_exit = True

        assert await asyncio.wait_for(idle.read(), 10) == b""
        answer = await asyncio.wait_for(reader.read(), 10)
        assert answer.startswith(b"HTTP/1.1 200 OK")
        assert answer.endswith(b"late")


async def test_a_new_connection_may_bring_its_first_request(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(server, "FIRST_REQUEST_S", 1.5)
    async with serving() as (running, port):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.sleep(0.1)
        running.should_exit = True
        await asyncio.sleep(0.3)
        writer.write(REQUEST)

        answer = await asyncio.wait_for(reader.read(), 10)
        assert answer.startswith(b"HTTP/1.1 200 OK")


async def test_nothing_is_accepted_when_it_ends() -> None:
    async with serving() as (_, port):
        pass

    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", port)


@pytest.mark.parametrize(
    "begun",
    [
        b"",
        b"GET / HTT",
        REQUEST[:-2],
        b"POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 9\r\n\r\nx",
    ],
)
async def test_a_request_that_never_ends_is_not_waited_for(
    begun: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "REQUEST_TIMEOUT_S", 0.2)
    async with serving() as (_, port):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(begun)

        assert await asyncio.wait_for(reader.read(), 10) == b""


async def test_a_slow_answer_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "REQUEST_TIMEOUT_S", 0.3)
    async with serving() as (_, port):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(2):
            writer.write(REQUEST)
            answer = await asyncio.wait_for(reader.readuntil(b"late"), 10)
            assert answer.startswith(b"HTTP/1.1 200 OK")
