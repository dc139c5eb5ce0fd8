# o8:file publishes
"""Publishing of events, whatever the bus."""

import asyncio
from collections.abc import Awaitable, Callable

# o8:if !job
from app.metrics import EVENTS_PUBLISHED
# o8:end
from app.retries import delays
# o8:if tracing
from app.tracing import sending
# o8:end

LIMIT_S = 5.0

Headers = dict[str, str]
Send = Callable[[Headers], Awaitable[object]]


class BusUnavailable(Exception):
    """The bus has not acknowledged an event in time."""


async def publish(destination: str, headers: Headers, send: Send) -> None:
    """Sends an event until the bus acknowledges it; raises BusUnavailable after LIMIT_S."""
    # o8:if !job
    outcome = "failed"
    try:
        # o8:if tracing
        with sending(destination, headers):
            await _send_until_acknowledged(destination, headers, send)
        # o8:else
        await _send_until_acknowledged(destination, headers, send)
        # o8:end
        outcome = "published"
    finally:
        EVENTS_PUBLISHED.labels(outcome=outcome).inc()
    # o8:else
    # o8:if tracing
    with sending(destination, headers):
        await _send_until_acknowledged(destination, headers, send)
    # o8:else
    await _send_until_acknowledged(destination, headers, send)
    # o8:end
    # o8:end


async def _send_until_acknowledged(destination: str, headers: Headers, send: Send) -> None:
    clock = asyncio.get_running_loop().time
    deadline = clock() + LIMIT_S
    for delay in delays(first=0.1, longest=LIMIT_S):
        try:
            async with asyncio.timeout_at(deadline):
                await send(headers)
            return
        except Exception as error:
            if clock() + delay >= deadline:
                raise BusUnavailable(f"{destination}: {error!r}") from error
        await asyncio.sleep(delay)
