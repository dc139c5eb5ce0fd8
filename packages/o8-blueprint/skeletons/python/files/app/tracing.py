# o8:file tracing
"""Traces: OpenTelemetry, which reads its settings from variables of its own (OTEL_...)."""

import threading
# o8:if publishes|consumes
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from opentelemetry import propagate, trace
# o8:else
from collections.abc import Mapping

from opentelemetry import trace
# o8:end
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
# o8:if database
from opentelemetry.instrumentation.psycopg import PsycopgInstrumentor
# o8:end
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

FLUSH_S = 1.5
# o8:if publishes|consumes|job
tracer = trace.get_tracer(__name__)
# o8:end


def start_tracing(variables: Mapping[str, str]) -> None:
    """Sends traces if there is a place to send them to; without it, spans cost next to nothing."""
    if not variables.get("OTEL_EXPORTER_OTLP_ENDPOINT"):
        return
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    # o8:if database
    PsycopgInstrumentor().instrument()
    # o8:end


def stop_tracing() -> None:
    """Sends what is left, for a few seconds at most."""
    provider = trace.get_tracer_provider()
    if isinstance(provider, TracerProvider):
        # A collector that hangs must not keep this process: shutdown() has no limit of its own.
        flushing = threading.Thread(target=provider.shutdown, daemon=True)
        flushing.start()
        flushing.join(FLUSH_S)
# o8:if publishes


@contextmanager
def sending(destination: str, headers: dict[str, str]) -> Iterator[None]:
    """Is the span of publishing an event; writes its context to the headers."""
    attributes = {"messaging.operation.type": "send", "messaging.destination.name": destination}
    with tracer.start_as_current_span(
        f"send {destination}", kind=trace.SpanKind.PRODUCER, attributes=attributes
    ):
        propagate.inject(headers)
        yield
# o8:end
# o8:if consumes


@contextmanager
def receiving(source: str, headers: Mapping[str, str]) -> Iterator[None]:
    """Is the span of handling an event, in the trace that its headers name."""
    attributes = {"messaging.operation.type": "process", "messaging.destination.name": source}
    with tracer.start_as_current_span(
        f"process {source}",
        context=propagate.extract(headers),
        kind=trace.SpanKind.CONSUMER,
        attributes=attributes,
    ):
        yield
# o8:end
