# o8:file kafka
"""The bus: Kafka, whose topics the platform makes."""

# o8:if consumes
import asyncio
import logging
# o8:end
import ssl
# o8:if consumes
from contextlib import suppress
# o8:end
from typing import Any

# o8:if consumes+publishes
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError
# o8:end
# o8:if consumes+!publishes
from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError
# o8:end
# o8:if !consumes
from aiokafka import AIOKafkaProducer
# o8:end

# o8:if consumes
from app.consuming import Handle, Message, Outcome, consume, redelivery_delay
# o8:end
# o8:if publishes
from app.publishing import publish
# o8:end
from app.retries import until_it_works
from app.settings import BusSettings, KafkaCertificates

# o8:if consumes
log = logging.getLogger(__name__)
# o8:end

# o8:if publishes
ACKNOWLEDGE_TIMEOUT_MS = 5_000
# o8:end
# o8:if consumes+!job
POLL_MS = 1_000
# o8:end
# o8:if consumes+job
POLL_MS = 5_000
# o8:end


class Bus:
    """Connections to Kafka, which are made again for ever when they are lost."""

    def __init__(self, settings: BusSettings) -> None:
        self._settings = settings
        # o8:if publishes
        self._producer: AIOKafkaProducer | None = None
        # o8:end
        # o8:if consumes
        self._consumer: AIOKafkaConsumer | None = None
        # o8:end

    async def connect(self) -> None:
        """Connects, and finds its topics; tries for ever."""
        # o8:if publishes
        self._producer = await until_it_works("Kafka for publishing", self._start_producer)
        # o8:end
        # o8:if consumes
        self._consumer = await until_it_works("Kafka for consuming", self._start_consumer)
        # o8:end

    async def close(self) -> None:
        """Leaves the group, and closes all connections."""
        # o8:if consumes
        if self._consumer:
            await self._consumer.stop()
        # o8:end
        # o8:if publishes
        if self._producer:
            await self._producer.stop()
        # o8:end

    def _connection(self) -> dict[str, Any]:
        certificates = self._settings.certificates
        return {
            "bootstrap_servers": self._settings.servers,
            "client_id": "o8-module",
            "security_protocol": "SSL" if certificates else "PLAINTEXT",
            "ssl_context": _create_ssl_context(certificates) if certificates else None,
        }
    # o8:if publishes

    async def publish(self, event_id: str, payload: bytes) -> None:
        """Publishes an event, with its id as the key."""

        async def send(headers: dict[str, str]) -> None:
            if not self._producer:
                raise ConnectionError("Kafka has not been reached yet")
            await self._producer.send_and_wait(
                self._settings.topic,
                payload,
                key=event_id.encode(),
                headers=[(name, value.encode()) for name, value in headers.items()],
            )

        await publish(self._settings.topic, {}, send)

    async def _start_producer(self) -> AIOKafkaProducer:
        producer = AIOKafkaProducer(
            **self._connection(), acks="all", request_timeout_ms=ACKNOWLEDGE_TIMEOUT_MS
        )
        try:
            await producer.start()
            await producer.partitions_for(self._settings.topic)
        except BaseException:
            await producer.stop()
            raise
        return producer
    # o8:end
    # o8:if consumes

    async def consume(self, handle: Handle, stopping: asyncio.Event) -> None:
        # o8:if !job
        """Handles the events of all topics until it is stopped; finishes the one at hand."""
        # o8:else
        """Handles the events of all topics until none comes for POLL_MS."""
        # o8:end
        consumer = self._consumer
        assert consumer, "connect() comes first"
        while not stopping.is_set():
            try:
                polled = await consumer.getmany(timeout_ms=POLL_MS, max_records=1)
                # o8:if job
                if not polled:
                    return
                # o8:end
                for partition, records in polled.items():
                    for record in records:
                        if await self._settle(consumer, record, handle, stopping):
                            await consumer.commit({partition: record.offset + 1})
            except KafkaError as error:
                log.warning("Kafka reports an error", extra={"error": repr(error)})
                await asyncio.sleep(1)

    async def _settle(
        self,
        consumer: AIOKafkaConsumer,
        record: ConsumerRecord[bytes, bytes],
        handle: Handle,
        stopping: asyncio.Event,
    ) -> bool:
        """Handles an event, again and again if need be; says whether it is done."""
        sources = {topic: source for source, topic in self._settings.consumed_topics.items()}
        message = Message(
            source=sources[record.topic],
            payload=record.value or b"",
            headers={
                name: (value or b"").decode(errors="replace") for name, value in record.headers
            },
        )
        partition = TopicPartition(record.topic, record.partition)
        failures = 0
        while not stopping.is_set() and partition in consumer.assignment():
            if await consume(message, handle) is not Outcome.FAILED:
                return True
            failures += 1
            with suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), redelivery_delay(failures))
        return False

    async def _start_consumer(self) -> AIOKafkaConsumer:
        consumer = AIOKafkaConsumer(
            *self._settings.consumed_topics.values(),
            **self._connection(),
            group_id=self._settings.group,
            auto_offset_reset="earliest",
            enable_auto_commit=False,
            request_timeout_ms=15_000,
            # An event that is tried again for long is no reason to leave the group.
            max_poll_interval_ms=2**31 - 1,
        )
        try:
            await consumer.start()
        except BaseException:
            await consumer.stop()
            raise
        return consumer
    # o8:end


def _create_ssl_context(certificates: KafkaCertificates) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=certificates.ca)
    context.load_cert_chain(certificates.certificate, certificates.key)
    return context
