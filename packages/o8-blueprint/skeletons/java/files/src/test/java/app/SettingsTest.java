// o8:file !job|database|nats|kafka
package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
// o8:if database
import static org.junit.jupiter.api.Assertions.assertFalse;
// o8:end
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void readsWhatThePlatformSets() throws Exception {
    Settings settings = Settings.read(TestVariables.all());
    // o8:if !job
    assertEquals(8080, settings.port);
    // o8:end
    // o8:if database
    assertEquals("-c search_path=shop", settings.database.options());
    assertFalse(settings.database.toString().contains("not to be told"));
    // o8:end
    // o8:if nats+publishes
    assertEquals("shop.visits.visited", settings.nats.subject);
    // o8:end
    // o8:if nats+consumes
    assertEquals(Map.of("TILL__SALES", "till-sales"), settings.nats.consumedStreams);
    // o8:end
    // o8:if kafka+publishes
    assertEquals("shop.visits", settings.kafka.topic);
    // o8:end
    // o8:if kafka+consumes
    assertEquals(Map.of("TILL__SALES", "till.sales"), settings.kafka.consumedTopics);
    // o8:end
  }

  @Test
  void namesAllThatIsMissing() {
    List<String> problems = problemsOf(Map.of());
    Map<String, String> needed = TestVariables.all();
    // o8:if database
    needed.remove("PGOPTIONS");
    // o8:end
    // o8:if consumes
    needed.keySet().removeIf(name -> name.endsWith("__SALES"));
    // o8:end
    // o8:if nats+consumes
    needed.put("NATS_CONSUMED_STREAM_*", "");
    // o8:end
    // o8:if kafka+consumes
    needed.put("KAFKA_CONSUMED_TOPIC_*", "");
    // o8:end
    assertEquals(
        new TreeSet<>(needed.keySet().stream().map(name -> name + " is not set").toList()),
        new TreeSet<>(problems));
  }
  // o8:if !job

  @Test
  void namesPortsThatAreNone() {
    for (String port : List.of("0", "65536", "80a", "-1")) {
      Map<String, String> variables = TestVariables.all();
      variables.put("PORT", port);
      assertEquals(
          List.of("PORT is no port: a whole number from 1 to 65535"), problemsOf(variables));
    }
  }
  // o8:end
  // o8:if database

  @Test
  void verifiesTheDatabaseOnlyWithItsCertificate() {
    Map<String, String> variables = TestVariables.all();
    variables.put("PGSSLMODE", "verify-full");
    variables.put("PGSSLROOTCERT", "no/such/file");
    assertEquals(List.of("PGSSLROOTCERT names a file that cannot be read"), problemsOf(variables));
    variables.put("PGSSLMODE", "prefer");
    assertEquals(
        List.of("PGSSLMODE is none of require, verify-full, disable"), problemsOf(variables));
  }
  // o8:end
  // o8:if nats+publishes

  @Test
  void publishesToTheFirstSubject() {
    assertEquals("a.visited.b.visited", NatsSettings.toSubject("a.*.b.>,c"));
    assertEquals("a.b", NatsSettings.toSubject(" a.b , c.>"));
  }
  // o8:end
  // o8:if kafka

  @Test
  void needsAllFilesOfTlsTogether() {
    Map<String, String> variables = TestVariables.all();
    variables.put("KAFKA_SECURITY_PROTOCOL", "SSL");
    assertEquals(
        List.of(
            "KAFKA_SSL_CA_LOCATION is not set",
            "KAFKA_SSL_CERTIFICATE_LOCATION is not set",
            "KAFKA_SSL_KEY_LOCATION is not set"),
        problemsOf(variables));
  }
  // o8:end

  private static List<String> problemsOf(Map<String, String> variables) {
    return assertThrows(InvalidSettingsException.class, () -> Settings.read(variables)).problems();
  }
}
