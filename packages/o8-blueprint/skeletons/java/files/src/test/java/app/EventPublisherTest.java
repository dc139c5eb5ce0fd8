// o8:file publishes
package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
// o8:if !job
import static org.junit.jupiter.api.Assertions.assertTrue;
// o8:end

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventPublisherTest {
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final List<String> sent = new ArrayList<>();
  // o8:if !job
  private final Metrics metrics = new Metrics();
  // o8:end

  @Test
  void triesTheSameEventAgain() throws Exception {
    publisher(2).publish("one", Map.of("id", "one"));
    assertEquals(List.of("one {\"id\":\"one\"}", "one {\"id\":\"one\"}"), sent);
    // o8:if !job
    assertTrue(metrics.toText().contains("events_published_total{outcome=\"published\"} 1.0"));
    // o8:end
  }

  @Test
  void givesUpWhenItsPatienceEnds() throws Exception {
    assertThrows(
        UnavailableException.class, () -> publisher(1000).publish("one", Map.of("id", "one")));
    assertEquals(3, sent.size());
    // o8:if !job
    assertTrue(metrics.toText().contains("events_published_total{outcome=\"failed\"} 1.0"));
    // o8:end
  }

  /** Its bus takes an event at the given attempt. */
  private EventPublisher publisher(int attempts) {
    EventPublisher.Sender sender =
        (id, body, timeout) -> {
          sent.add(id + " " + new String(body, StandardCharsets.UTF_8));
          if (sent.size() < attempts) {
            throw new IOException("not there");
          }
        };
    // o8:if job
    return new EventPublisher(sender, PATIENCE);
    // o8:else
    return new EventPublisher(sender, PATIENCE, metrics);
    // o8:end
  }
}
