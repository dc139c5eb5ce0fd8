// o8:file consumes
package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
// o8:if !job
import static org.junit.jupiter.api.Assertions.assertTrue;
// o8:end

import app.EventProcessor.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
// o8:if tracing
import java.util.Map;
// o8:end
import org.junit.jupiter.api.Test;

class EventProcessorTest {
  private final List<Event> handled = new ArrayList<>();
  // o8:if !job
  private final Metrics metrics = new Metrics();
  // o8:end

  @Test
  void handlesEventsWithAnId() throws Exception {
    assertEquals(Outcome.HANDLED, process("{\"id\":\"a\",\"more\":1}", handled::add));
    assertEquals("a", handled.getFirst().id());
    assertEquals("TILL__SALES", handled.getFirst().source());
    // o8:if !job
    assertTrue(
        metrics
            .toText()
            .contains("events_consumed_total{outcome=\"handled\",source=\"TILL__SALES\"} 1.0"));
    // o8:end
  }

  @Test
  void rejectsWhatCanNeverBeHandled() {
    for (String body :
        List.of(
            "",
            "no json",
            "[]",
            "null",
            "{}",
            "{\"id\":1}",
            "{\"id\":\"\"}",
            "{\"id\":\"a\"} {}",
            "{\"id\":\"a\\u0000\"}",
            "{\"id\":\"\\ud800\"}",
            "{\"id\":\"" + "a".repeat(256) + "\"}")) {
      assertEquals(Outcome.REJECTED, process(body, handled::add), body);
    }
    assertEquals(List.of(), handled);
  }

  @Test
  void failsWhereTheHandlerThrows() {
    Outcome outcome =
        process(
            "{\"id\":\"a\"}",
            event -> {
              throw new IllegalStateException("later");
            });
    assertEquals(Outcome.FAILED, outcome);
  }

  private Outcome process(String body, EventProcessor.Handler handler) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    // o8:if job
    EventProcessor processor = new EventProcessor(handler);
    // o8:else
    EventProcessor processor = new EventProcessor(handler, metrics);
    // o8:end
    // o8:if tracing
    return processor.process("TILL__SALES", bytes, Map.of());
    // o8:else
    return processor.process("TILL__SALES", bytes);
    // o8:end
  }
}
