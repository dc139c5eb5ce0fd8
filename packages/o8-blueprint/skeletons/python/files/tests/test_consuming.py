# o8:file consumes
"""What becomes of events."""

import pytest

from app.consuming import (
    Event,
    EventRejected,
    Message,
    Outcome,
    consume,
    parse_event,
    redelivery_delay,
)


def test_an_event_has_an_id() -> None:
    assert parse_event(b'{"id":"7","more":1}') == Event("7", {"id": "7", "more": 1})


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"no JSON",
        b"\xff\xfe",
        b"[" * 100_000,
        b"[]",
        b"null",
        b"{}",
        b'{"id":7}',
        b'{"id":""}',
        b'{"id":"\\u0000"}',
        b'{"id":"\\ud800"}',
        b'{"id":"' + b"x" * 256 + b'"}',
    ],
)
def test_what_is_no_event_is_rejected(payload: bytes) -> None:
    with pytest.raises(EventRejected):
        parse_event(payload)


async def test_outcomes() -> None:
    handled: list[tuple[str, str]] = []

    async def handle(source: str, event: Event) -> None:
        if event.id == "bad":
            raise ValueError("cannot be handled")
        handled.append((source, event.id))

    async def outcome_of(payload: bytes) -> Outcome:
        return await consume(Message("SHOP__ORDERS", payload, {}), handle)

    assert await outcome_of(b'{"id":"1"}') is Outcome.HANDLED
    assert await outcome_of(b"no JSON") is Outcome.REJECTED
    assert await outcome_of(b'{"id":"bad"}') is Outcome.FAILED
    assert handled == [("SHOP__ORDERS", "1")]


def test_waits_grow_up_to_a_minute() -> None:
    assert [redelivery_delay(times) for times in (1, 2, 3, 6, 7, 1000)] == [1, 2, 4, 32, 60, 60]
