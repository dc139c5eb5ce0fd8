// o8:file consumes
package app;

// o8:if tracing
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
// o8:end
import java.nio.charset.StandardCharsets;
import java.util.Locale;
// o8:if tracing
import java.util.Map;
// o8:end
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Decides what becomes of an event, whatever bus it came from. */
final class EventProcessor {
  private static final Logger log = LoggerFactory.getLogger(EventProcessor.class);

  private static final int MAX_ID_LENGTH = 255;

  private final Handler handler;
  // o8:if !job
  private final Metrics metrics;
  // o8:end

  /** What the bus is told. */
  enum Outcome {
    HANDLED,
    /** It will never be handled: it is not to be delivered again. */
    REJECTED,
    /** It is to be delivered again later. */
    FAILED;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is done with an event. */
  @FunctionalInterface
  interface Handler {
    void handle(Event event) throws Exception;
  }

  // o8:if job
  EventProcessor(Handler handler) {
    this.handler = handler;
  }
  // o8:else
  EventProcessor(Handler handler, Metrics metrics) {
    this.handler = handler;
    this.metrics = metrics;
  }
  // o8:end

  // o8:if tracing
  /** Processes an event in a span that continues the trace in its headers. */
  Outcome process(String source, byte[] body, Map<String, String> headers) {
    return Tracing.inSpan(
        Tracing.tracer()
            .spanBuilder("process " + source)
            .setSpanKind(SpanKind.CONSUMER)
            .setParent(Tracing.parentIn(headers)),
        () -> process(source, body));
  }

  private Outcome process(String source, byte[] body) {
  // o8:else
  /** Processes an event. */
  Outcome process(String source, byte[] body) {
  // o8:end
    Outcome outcome = decide(source, body);
    // o8:if !job
    metrics.consumed(source, outcome.label());
    // o8:end
    // o8:if tracing
    if (outcome == Outcome.FAILED) {
      Span.current().setStatus(StatusCode.ERROR);
    }
    // o8:end
    return outcome;
  }

  private Outcome decide(String source, byte[] body) {
    Event event = parse(source, body);
    if (event == null) {
      log.atWarn()
          .addKeyValue("source", source)
          .log("Event rejected: it is no JSON object with an id");
      return Outcome.REJECTED;
    }
    try {
      handler.handle(event);
      return Outcome.HANDLED;
    } catch (Exception e) {
      log.atError()
          .setCause(e)
          .addKeyValue("source", source)
          .addKeyValue("id", event.id())
          .log("Event failed: it is tried again later");
      return Outcome.FAILED;
    }
  }

  private static Event parse(String source, byte[] body) {
    try {
      JsonNode content = JsonMapper.shared().readTree(body);
      String id = content.path("id").asString("");
      return content.isObject() && content.path("id").isString() && isUsable(id)
          ? new Event(id, source, content)
          : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  /** Whether it can be stored: an event that always fails would be tried again for ever. */
  private static boolean isUsable(String id) {
    return !id.isEmpty()
        && id.length() <= MAX_ID_LENGTH
        && id.indexOf('\0') < 0
        && StandardCharsets.UTF_8.newEncoder().canEncode(id);
  }
}
