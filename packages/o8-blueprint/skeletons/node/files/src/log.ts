// o8:if tracing
import { trace } from "@opentelemetry/api";
// o8:end
import { pino, stdTimeFunctions } from "pino";
import { describe } from "./errors.ts";

/** Writes one JSON object a line to standard output. */
export const log = pino({
  base: null,
  messageKey: "message",
  timestamp: stdTimeFunctions.isoTime,
  formatters: {
    level: (level) => ({ level }),
    // Libraries say "err".
    log: ({ err, error = err, ...fields }) =>
      error instanceof Error
        ? { ...fields, error: describe(error), stack: error.stack }
        : { ...fields, error },
  },
  // o8:if tracing
  mixin: () => {
    const span = trace.getActiveSpan()?.spanContext();
    return span ? { trace_id: span.traceId, span_id: span.spanId } : {};
  },
  // o8:end
});
