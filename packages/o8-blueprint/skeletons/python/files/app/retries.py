# o8:file database|nats|kafka
"""Waiting between tries."""

# o8:if database|kafka|consumes
import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar

log = logging.getLogger(__name__)

T = TypeVar("T")
# o8:else
from collections.abc import Iterator
# o8:end


def delays(first: float, longest: float) -> Iterator[float]:
    """Yields seconds to wait, each time twice as many."""
    delay = first
    while True:
        yield delay
        delay = min(delay * 2, longest)
# o8:if database|kafka|consumes


async def until_it_works(what: str, attempt: Callable[[], Awaitable[T]]) -> T:
    """Tries for ever: this module may be started before what it needs."""
    waits = delays(first=0.5, longest=10)
    while True:
        try:
            return await attempt()
        except Exception as error:
            log.warning("%s cannot be used yet", what, extra={"error": str(error)})
        await asyncio.sleep(next(waits))
# o8:end
