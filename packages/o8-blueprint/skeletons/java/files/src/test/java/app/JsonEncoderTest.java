package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonEncoderTest {
  @Test
  void writesOneLineWhateverIsSaid() {
    LoggingEvent event = event(Level.WARN, "a\n\"b\" {}", null, "c\nd");
    event.addKeyValuePair(new KeyValuePair("count", 3));
    String line = new String(new JsonEncoder().encode(event), StandardCharsets.UTF_8);
    assertEquals(line.length() - 1, line.indexOf('\n'));
    JsonNode fields = JsonMapper.shared().readTree(line);
    assertEquals("a\n\"b\" c\nd", fields.get("message").asString());
    assertEquals("warn", fields.get("level").asString());
    assertEquals(3, fields.get("count").asInt());
    Instant.parse(fields.get("time").asString());
  }

  @Test
  void tellsErrorsWithTheirStack() {
    Exception error = new IllegalStateException((String) null);
    JsonNode fields =
        JsonMapper.shared().readTree(new JsonEncoder().encode(event(Level.ERROR, "x", error)));
    assertEquals("java.lang.IllegalStateException", fields.get("error").asString());
    assertTrue(fields.get("stack").asString().contains("JsonEncoderTest"));
  }

  private static LoggingEvent event(
      Level level, String message, Throwable error, Object... arguments) {
    return new LoggingEvent(
        "test", new LoggerContext().getLogger("test"), level, message, error, arguments);
  }
}
