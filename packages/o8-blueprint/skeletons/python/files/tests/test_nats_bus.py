# o8:file nats+consumes
"""How events are given back to NATS."""

from types import SimpleNamespace
from unittest.mock import AsyncMock

import pytest

from app.consuming import Outcome
from app.nats_bus import settle


@pytest.mark.parametrize(
    ("outcome", "answer"),
    [
        (Outcome.HANDLED, "ack"),
        (Outcome.REJECTED, "term"),
        (Outcome.FAILED, "nak"),
    ],
)
async def test_each_outcome_has_its_answer(outcome: Outcome, answer: str) -> None:
    delivery = AsyncMock(metadata=SimpleNamespace(num_delivered=3))

    await settle(delivery, outcome)

    [(name, _, keywords)] = delivery.method_calls
    assert name == answer
    assert keywords == ({"delay": 4} if answer == "nak" else {})
