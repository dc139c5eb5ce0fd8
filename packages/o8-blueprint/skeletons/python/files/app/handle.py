# o8:file consumes
"""What is done with an event of another module: an example. Replace it."""

# o8:if !database
import logging

# o8:end
from app.connections import Connections
from app.consuming import Event
# o8:if !database

log = logging.getLogger(__name__)
# o8:end


async def handle(connections: Connections, source: str, event: Event) -> None:
    """Handles an event. One may come twice; one whose handling fails comes again."""
    # o8:if database
    async with connections.database.connection() as connection:
        await connection.execute(
            "INSERT INTO received_events (source, id) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            [source, event.id],
        )
    # o8:else
    log.info("Event received", extra={"source": source, "event": event.id})
    # o8:end
