# o8:file kafka+consumes
"""How events of Kafka are tried again."""

import asyncio
from types import SimpleNamespace
from typing import Any
from unittest.mock import AsyncMock, Mock

import pytest
from aiokafka import TopicPartition

from app import kafka_bus
from app.consuming import Event
from app.kafka_bus import Bus

PARTITION = TopicPartition("orders", 0)


def create_bus(*payloads: bytes) -> tuple[Bus, Any]:
    bus = Bus(Mock(consumed_topics={"SHOP__ORDERS": "orders"}))
    records = [
        SimpleNamespace(
            topic="orders", partition=0, offset=offset, value=payload, headers=[("empty", None)]
        )
        for offset, payload in enumerate(payloads)
    ]
    consumer = AsyncMock()
    consumer.assignment = Mock(return_value={PARTITION})
    consumer.getmany.side_effect = [{PARTITION: [record]} for record in records]
    bus._consumer = consumer
    return bus, consumer


async def test_an_event_that_fails_is_tried_again_in_its_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kafka_bus, "redelivery_delay", lambda failures: 0.001)
    bus, consumer = create_bus(b"no JSON", b'{"id":"1"}', b'{"id":"2"}')
    stopping = asyncio.Event()
    handled: list[str] = []

    async def handle(source: str, event: Event) -> None:
        handled.append(event.id)
        if handled == ["1"]:
            raise ValueError("not yet")
        if event.id == "2":
            stopping.set()

    await bus.consume(handle, stopping)

    assert handled == ["1", "1", "2"]
    assert [call.args[0][PARTITION] for call in consumer.commit.await_args_list] == [1, 2, 3]


async def test_an_event_at_hand_is_given_back_when_it_is_stopped() -> None:
    bus, consumer = create_bus(b'{"id":"1"}')
    stopping = asyncio.Event()

    async def fail(source: str, event: Event) -> None:
        stopping.set()
        raise ValueError("never")

    await bus.consume(fail, stopping)

    consumer.commit.assert_not_awaited()
