# o8:file nats
"""The bus: NATS JetStream, whose streams and consumers the platform makes."""

import asyncio
import logging
# o8:if consumes
from functools import partial
# o8:end

import nats
import nats.errors
# o8:if consumes
from nats.aio.msg import Msg
# o8:end

# o8:if consumes
from app.consuming import Handle, Message, Outcome, consume, redelivery_delay
# o8:end
# o8:if publishes
from app.publishing import publish
# o8:end
# o8:if consumes
from app.retries import until_it_works
# o8:end
from app.settings import BusSettings

log = logging.getLogger(__name__)

RECONNECT_WAIT_S = 2
# o8:if publishes
ACKNOWLEDGE_TIMEOUT_S = 2
# o8:end
# o8:if consumes+!job
POLL_S = 1
# o8:end
# o8:if consumes+job
POLL_S = 5
# o8:end


class Bus:
    """A connection to NATS, which is made again for ever when it is lost."""

    def __init__(self, settings: BusSettings) -> None:
        self._settings = settings
        self._create_client()
        self._connecting: asyncio.Task[None] | None = None
        self._is_closing = False

    async def connect(self) -> None:
        # o8:if consumes
        """Connects, and finds its consumers; tries for ever."""
        # o8:else
        """Connects; tries for ever."""
        # o8:end
        self._connecting = asyncio.create_task(self._connect())
        await self._connecting
        # o8:if consumes
        consumer = self._settings.consumer
        for stream in self._settings.consumed_streams.values():
            find = partial(self._jetstream.consumer_info, stream, consumer)
            await until_it_works(f'Consumer "{consumer}" of the stream "{stream}"', find)
        # o8:end

    async def close(self) -> None:
        """Closes the connection; what is acknowledged is sent before."""
        self._is_closing = True
        if self._connecting:
            self._connecting.cancel()
            await self._connection.close()

    def _create_client(self) -> None:
        self._connection = nats.NATS()
        self._jetstream = self._connection.jetstream()

    async def _connect(self) -> None:
        await self._connection.connect(
            self._settings.url,
            user_credentials=self._settings.credentials,
            connect_timeout=3,
            reconnect_time_wait=RECONNECT_WAIT_S,
            max_reconnect_attempts=-1,
            error_cb=self._on_error,
            disconnected_cb=self._on_disconnected,
            reconnected_cb=self._on_reconnected,
            closed_cb=self._on_closed,
        )

    async def _on_error(self, error: Exception) -> None:
        log.warning("NATS reports an error", extra={"error": repr(error)})

    async def _on_disconnected(self) -> None:
        if not self._is_closing:
            log.warning("Connection to NATS lost")

    async def _on_reconnected(self) -> None:
        log.info("Connected to NATS again")

    async def _on_closed(self) -> None:
        # After some errors, such as expired credentials, a client does not connect again.
        if not self._is_closing:
            self._create_client()
            self._connecting = asyncio.create_task(self._connect())
    # o8:if publishes

    async def publish(self, event_id: str, payload: bytes) -> None:
        """Publishes an event; NATS drops one that it has by this id."""

        async def send(headers: dict[str, str]) -> None:
            # A client without a connection would keep the event, and send it some time later.
            if not self._connection.is_connected:
                raise nats.errors.ConnectionReconnectingError
            await self._jetstream.publish(
                self._settings.subject,
                payload,
                timeout=ACKNOWLEDGE_TIMEOUT_S,
                stream=self._settings.stream,
                headers=headers,
            )

        await publish(self._settings.subject, {"Nats-Msg-Id": event_id}, send)
    # o8:end
    # o8:if consumes

    async def consume(self, handle: Handle, stopping: asyncio.Event) -> None:
        # o8:if !job
        """Handles the events of all streams until it is stopped; finishes those at hand."""
        # o8:else
        """Handles the events of all streams until none comes for POLL_S."""
        # o8:end
        async with asyncio.TaskGroup() as tasks:
            for source, stream in self._settings.consumed_streams.items():
                tasks.create_task(self._consume_stream(source, stream, handle, stopping))

    async def _consume_stream(
        self, source: str, stream: str, handle: Handle, stopping: asyncio.Event
    ) -> None:
        subscription = None
        while not stopping.is_set():
            if not self._connection.is_connected:
                await asyncio.sleep(RECONNECT_WAIT_S)
                continue
            try:
                subscription = subscription or await self._jetstream.pull_subscribe_bind(
                    self._settings.consumer, stream
                )
                # One at a time: those that wait for others would come again after their ack wait.
                [delivery] = await subscription.fetch(1, timeout=POLL_S)
                if stopping.is_set():
                    await delivery.nak()
                else:
                    message = Message(source, delivery.data, delivery.headers or {})
                    await settle(delivery, await consume(message, handle))
            except nats.errors.TimeoutError:
                # o8:if job
                return
                # o8:else
                continue
                # o8:end
            except nats.errors.Error as error:
                log.warning(
                    "Events cannot be taken now", extra={"source": source, "error": repr(error)}
                )
                subscription = None
                await asyncio.sleep(RECONNECT_WAIT_S)


async def settle(delivery: Msg, outcome: Outcome) -> None:
    """Answers NATS, which gives again what has failed."""
    match outcome:
        case Outcome.HANDLED:
            await delivery.ack()
        case Outcome.REJECTED:
            await delivery.term()
        case Outcome.FAILED:
            await delivery.nak(delay=redelivery_delay(delivery.metadata.num_delivered))
# o8:end
