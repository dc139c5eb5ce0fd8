# o8:file !job
"""What this module counts."""

# o8:if publishes|consumes
from prometheus_client import Counter, Histogram, disable_created_metrics
# o8:else
from prometheus_client import Histogram, disable_created_metrics
# o8:end

# They would be one more series for each of the others.
disable_created_metrics()

REQUEST_DURATION = Histogram(
    "http_server_request_duration_seconds",
    "How long requests took; those of probes are not counted.",
    ["http_request_method", "http_route", "http_response_status_code"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
# o8:if publishes
EVENTS_PUBLISHED = Counter(
    "events_published",
    "Events that the bus has acknowledged, or not.",
    ["outcome"],
)
# o8:end
# o8:if consumes
EVENTS_CONSUMED = Counter(
    "events_consumed",
    "Events that were taken from the bus, by where they come from.",
    ["source", "outcome"],
)
# o8:end
