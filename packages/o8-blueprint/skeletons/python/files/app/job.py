# o8:file job
"""The work of this job: an example. Replace it."""

# o8:if consumes
import asyncio
# o8:end
# o8:if publishes
import json
# o8:end
import logging
# o8:if publishes
from datetime import UTC, datetime
# o8:end
# o8:if consumes
from functools import partial
# o8:end
# o8:if publishes
from uuid import uuid4
# o8:end

# o8:if database|nats|kafka
from app.connections import Connections
# o8:end
# o8:if consumes
from app.handle import handle
# o8:end
# o8:if tracing
from app.tracing import tracer
# o8:end

log = logging.getLogger(__name__)


# o8:if tracing
@tracer.start_as_current_span("run")
# o8:end
# o8:if database|nats|kafka
async def run(connections: Connections) -> None:
# o8:else
async def run() -> None:
# o8:end
    """Does the work. An error that is raised here is logged, and makes the job fail."""
    # o8:if database
    async with connections.database.connection() as connection:
        await connection.execute("SELECT 1")
    # o8:end
    # o8:if publishes
    visit = {"id": str(uuid4()), "visitedAt": datetime.now(UTC).isoformat()}
    await connections.bus.publish(visit["id"], json.dumps(visit).encode())
    # o8:end
    # o8:if consumes
    # Ends when no event has come for some seconds, or by a signal, which cancels all of this.
    await connections.bus.consume(partial(handle, connections), stopping=asyncio.Event())
    # o8:end
    log.info("Done")
