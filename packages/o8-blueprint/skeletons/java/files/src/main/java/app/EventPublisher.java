// o8:file publishes
package app;

// o8:if tracing
import io.opentelemetry.api.trace.SpanKind;
// o8:end
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/** Publishes events as JSON, and tries again for a while where the bus does not take them. */
final class EventPublisher {
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), PATIENCE);

  private final Sender sender;
  private final Duration patience;
  // o8:if !job
  private final Metrics metrics;
  // o8:end

  /** Hands one event to the bus, and returns once that has acknowledged it. */
  @FunctionalInterface
  interface Sender {
    void send(String id, byte[] body, Duration timeout) throws Exception;
  }

  // o8:if job
  EventPublisher(Sender sender, Duration patience) {
    this.sender = sender;
    this.patience = patience;
  }
  // o8:else
  EventPublisher(Sender sender, Duration patience, Metrics metrics) {
    this.sender = sender;
    this.patience = patience;
    this.metrics = metrics;
  }
  // o8:end

  /** Publishes an event; its id lets the bus and consumers see that a repeated one is the same. */
  void publish(String id, Object event) throws Exception {
    byte[] body = JsonMapper.shared().writeValueAsBytes(event);
    // o8:if tracing
    Tracing.inSpan(
        Tracing.tracer().spanBuilder("publish").setSpanKind(SpanKind.PRODUCER),
        () -> {
          send(id, body);
          return null;
        });
    // o8:else
    send(id, body);
    // o8:end
  }

  private void send(String id, byte[] body) throws UnavailableException, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    for (long attempt = 1; ; attempt++) {
      try {
        sender.send(id, body, Duration.ofNanos(end - System.nanoTime()));
        // o8:if !job
        metrics.published(true);
        // o8:end
        return;
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        Duration delay = BACKOFF.delay(attempt);
        if (System.nanoTime() + delay.toNanos() >= end) {
          // o8:if !job
          metrics.published(false);
          // o8:end
          throw new UnavailableException("The event cannot be published", e);
        }
        Thread.sleep(delay);
      }
    }
  }
}
