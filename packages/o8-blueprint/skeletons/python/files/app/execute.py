# o8:file job
"""Brings this job from its start to its end."""

import asyncio
import logging

# o8:if database|nats|kafka
from app.connections import Connections
# o8:end
from app.job import run
# o8:if database|nats|kafka
from app.settings import Settings
# o8:end
from app.signals import stop_on_signals

log = logging.getLogger(__name__)

STOPPED_BY_SIGNAL = 143


# o8:if database|nats|kafka
async def execute(settings: Settings) -> int:
    """Does the work, unless a signal ends it before; returns the exit code."""
    connections = Connections(settings)

    async def work() -> None:
        await connections.open()
        await run(connections)

    stopping = asyncio.create_task(stop_on_signals().wait())
    working = asyncio.create_task(work())
    try:
        await asyncio.wait({stopping, working}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            log.warning("Stopped by a signal")
            working.cancel()
            await asyncio.wait({working})
            return STOPPED_BY_SIGNAL
        await working
        return 0
    finally:
        stopping.cancel()
        await connections.close()
# o8:else
async def execute() -> int:
    """Does the work, unless a signal ends it before; returns the exit code."""
    stopping = asyncio.create_task(stop_on_signals().wait())
    working = asyncio.create_task(run())
    await asyncio.wait({stopping, working}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not working.done():
        log.warning("Stopped by a signal")
        working.cancel()
        await asyncio.wait({working})
        return STOPPED_BY_SIGNAL
    await working
    return 0
# o8:end
