# o8:file database|nats|kafka
"""What this module is connected to."""

import asyncio
import logging

# o8:if database
from app.database import create_pool, reach
# o8:end
# o8:if kafka
from app.kafka_bus import Bus
# o8:end
# o8:if nats
from app.nats_bus import Bus
# o8:end
# o8:if database
from app.retries import until_it_works
# o8:end
from app.settings import Settings

log = logging.getLogger(__name__)

CLOSE_TIMEOUT_S = 1.5


class Connections:
    """Connections that last as long as this process does."""

    def __init__(self, settings: Settings) -> None:
        # o8:if database
        self.database = create_pool(settings.database)
        # o8:end
        # o8:if nats|kafka
        self.bus = Bus(settings.bus)
        # o8:end

    async def open(self) -> None:
        """Connects; tries for ever."""
        # o8:if database
        await self.database.open()
        await until_it_works("The database", lambda: reach(self.database))
        # o8:end
        # o8:if nats|kafka
        await self.bus.connect()
        # o8:end

    async def close(self) -> None:
        """Closes them; what does not close in time ends with the process."""
        closing = {
            # o8:if nats|kafka
            asyncio.create_task(self.bus.close(), name="the bus"),
            # o8:end
            # o8:if database
            asyncio.create_task(self.database.close(), name="the database"),
            # o8:end
        }
        closed, late = await asyncio.wait(closing, timeout=CLOSE_TIMEOUT_S)
        for task in late:
            task.cancel()
            log.warning("Connection to %s was not closed in time", task.get_name())
        for task in closed:
            if error := task.exception():
                log.warning("Connection to %s was not closed", task.get_name(), exc_info=error)
