# o8:file !job
"""Brings this module from its start to its end."""

import asyncio
import logging
# o8:if consumes
from functools import partial
# o8:end

from app.application import create_application
# o8:if database|nats|kafka
from app.connections import Connections
# o8:end
# o8:if consumes
from app.handle import handle
# o8:end
# o8:if metrics-port
from app.probes import State, create_metrics
# o8:else
from app.probes import State
# o8:end
from app.server import IN_FLIGHT_TIMEOUT_S, Server
# o8:if metrics-port
from app.settings import METRICS_PORT, Settings
# o8:else
from app.settings import Settings
# o8:end
from app.signals import stop_on_signals

log = logging.getLogger(__name__)

# For so long others may not have learned yet that this process takes no more requests.
DRAIN_S = 2


async def serve(settings: Settings) -> int:
    """Runs until a signal ends it; returns the exit code."""
    stopping = stop_on_signals()
    state = State()
    # o8:if database|nats|kafka
    connections = Connections(settings)
    # o8:end
    # o8:if service+database|service+publishes
    servers = [Server(create_application(state, connections), settings.port)]
    # o8:else
    servers = [Server(create_application(state), settings.port)]
    # o8:end
    # o8:if metrics-port
    servers.append(Server(create_metrics(), METRICS_PORT))
    # o8:end

    async def start() -> None:
        # o8:if database|nats|kafka
        await connections.open()
        # o8:end
        # o8:if consumes
        tasks.create_task(connections.bus.consume(partial(handle, connections), stopping))
        # o8:end
        state.has_started = True
        log.info("Ready")

    try:
        async with asyncio.timeout(None) as limit, asyncio.TaskGroup() as tasks:
            for server in servers:
                tasks.create_task(server.run_until_stopped())
            starting = tasks.create_task(start())
            await stopping.wait()
            log.info("Draining")
            state.is_draining = True
            starting.cancel()
            await asyncio.sleep(DRAIN_S)
            for server in servers:
                server.should_exit = True
            limit.reschedule(asyncio.get_running_loop().time() + IN_FLIGHT_TIMEOUT_S + 0.5)
    except TimeoutError:
        log.warning("Ended with work at hand")
    # o8:if database|nats|kafka
    finally:
        await connections.close()
    # o8:end
    return 0
