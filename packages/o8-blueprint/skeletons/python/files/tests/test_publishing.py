# o8:file publishes
"""Publishing is tried again for a while."""

import asyncio

import pytest

from app import publishing
from app.publishing import BusUnavailable, publish


async def test_it_is_tried_again_until_it_is_acknowledged() -> None:
    tries: list[dict[str, str]] = []

    async def send(headers: dict[str, str]) -> None:
        tries.append(headers)
        if len(tries) < 3:
            raise ConnectionError("gone")

    await publish("visits", {"Nats-Msg-Id": "1"}, send)

    assert [headers["Nats-Msg-Id"] for headers in tries] == ["1", "1", "1"]


async def test_it_fails_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "LIMIT_S", 0.5)
    tries = 0

    async def fail(headers: dict[str, str]) -> None:
        nonlocal tries
        tries += 1
        raise ConnectionError("gone")

    with pytest.raises(BusUnavailable, match="gone"):
        await publish("visits", {}, fail)
    assert tries == 3


async def test_a_bus_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "LIMIT_S", 0.05)

    async def hang(headers: dict[str, str]) -> None:
        await asyncio.sleep(60)

    with pytest.raises(BusUnavailable):
        await publish("visits", {}, hang)
