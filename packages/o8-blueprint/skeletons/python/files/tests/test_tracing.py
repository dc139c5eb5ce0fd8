# o8:file tracing+publishes|tracing+consumes
"""Events carry the trace that they belong to."""

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider

from app import tracing


@pytest.fixture(autouse=True)
def record_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes real spans, which are sent nowhere."""
    monkeypatch.setattr(tracing, "tracer", TracerProvider().get_tracer("test"))


def current_trace() -> str:
    return trace.format_trace_id(trace.get_current_span().get_span_context().trace_id)
# o8:if publishes


def test_events_that_are_sent_name_their_trace() -> None:
    headers: dict[str, str] = {}

    with tracing.sending("visits", headers):
        assert current_trace() in headers["traceparent"]
# o8:end
# o8:if consumes


def test_events_that_come_are_handled_in_their_trace() -> None:
    trace_id = "0af7651916cd43dd8448eb211c80319c"

    with tracing.receiving("SHOP__ORDERS", {"traceparent": f"00-{trace_id}-b7ad6b7169203331-01"}):
        assert current_trace() == trace_id
# o8:end
