# o8:file consumes
"""What becomes of events that come, whatever the bus."""

import json
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

# o8:if !job
from app.metrics import EVENTS_CONSUMED
# o8:end
# o8:if tracing
from app.tracing import receiving
# o8:end

log = logging.getLogger(__name__)

# What no database can store would be tried again for ever.
EVENT_ID = re.compile(r"[^\x00-\x1f\ud800-\udfff]{1,255}")


class Outcome(StrEnum):
    """What became of an event; buses give back those that failed."""

    HANDLED = "handled"
    REJECTED = "rejected"
    FAILED = "failed"


class EventRejected(Exception):
    """What came is no event, and never will be."""


@dataclass(frozen=True)
class Event:
    """An event of another module."""

    id: str
    data: dict[str, Any]


@dataclass(frozen=True)
class Message:
    """What the bus brings; `source` names the module and the stream or topic it comes from."""

    source: str
    payload: bytes
    headers: Mapping[str, str]


Handle = Callable[[str, Event], Awaitable[None]]


def parse_event(payload: bytes) -> Event:
    """Returns the event of a message; raises EventRejected if there is none."""
    try:
        data = json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise EventRejected("It is no JSON") from error
    if not isinstance(data, dict):
        raise EventRejected("It is no JSON object")
    event_id = data.get("id")
    if not isinstance(event_id, str) or not EVENT_ID.fullmatch(event_id):
        raise EventRejected("It has no id that is a short text")
    return Event(event_id, data)


def redelivery_delay(deliveries: int) -> float:
    """Returns the seconds to wait after an event has failed this many times."""
    return float(min(2 ** min(deliveries - 1, 6), 60))


async def consume(message: Message, handle: Handle) -> Outcome:
    """Handles a message, and says what became of it; errors are logged here."""
    # o8:if tracing
    with receiving(message.source, message.headers):
        outcome = await _consume(message, handle)
    # o8:else
    outcome = await _consume(message, handle)
    # o8:end
    # o8:if !job
    EVENTS_CONSUMED.labels(source=message.source, outcome=outcome).inc()
    # o8:end
    return outcome


async def _consume(message: Message, handle: Handle) -> Outcome:
    try:
        event = parse_event(message.payload)
        await handle(message.source, event)
    except EventRejected as error:
        log.warning("Event rejected", extra={"source": message.source, "reason": str(error)})
        return Outcome.REJECTED
    except Exception:
        log.exception("Event failed, to be tried again", extra={"source": message.source})
        return Outcome.FAILED
    return Outcome.HANDLED
