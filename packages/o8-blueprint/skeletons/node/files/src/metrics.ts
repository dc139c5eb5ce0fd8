// o8:file !job
// o8:if publishes|consumes
import { Counter, Histogram } from "prom-client";
// o8:else
import { Histogram } from "prom-client";
// o8:end

/** How long answers take, without probes. */
export const requestDuration = new Histogram({
  name: "http_server_request_duration_seconds",
  help: "Duration of HTTP requests.",
  labelNames: [
    "http_request_method",
    "http_route",
    "http_response_status_code",
  ],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
});
// o8:if publishes

/** Events that other modules are told of, or not. */
export const eventsPublished = new Counter({
  name: "events_published_total",
  help: "Events published, by outcome.",
  labelNames: ["outcome"],
});
// o8:end
// o8:if consumes

/** Events that other modules tell of. */
export const eventsConsumed = new Counter({
  name: "events_consumed_total",
  help: "Events consumed, by source and outcome.",
  labelNames: ["source", "outcome"],
});
// o8:end
