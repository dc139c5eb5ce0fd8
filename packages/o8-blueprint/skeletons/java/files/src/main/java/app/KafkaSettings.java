// o8:file kafka
package app;

import java.nio.file.Path;
// o8:if consumes
import java.util.Map;
// o8:end

/** Where Kafka is, and which topics of it are used. They exist already. */
final class KafkaSettings {
  final String bootstrapServers;

  /** Null where Kafka is spoken to in plain text. */
  final Tls tls;

  // o8:if publishes
  final String topic;
  // o8:end
  // o8:if consumes
  final String group;

  /** The names of topics, by the sources that events are counted by. */
  final Map<String, String> consumedTopics;

  // o8:end

  /** PEM files. */
  record Tls(Path authority, Path certificate, Path key) {}

  KafkaSettings(Environment environment) {
    bootstrapServers = environment.text("KAFKA_BOOTSTRAP_SERVERS");
    tls = environment.has("KAFKA_SECURITY_PROTOCOL") ? readTls(environment) : null;
    // o8:if publishes
    topic = environment.text("KAFKA_TOPIC_" + Settings.PUBLISHED_EVENT);
    // o8:end
    // o8:if consumes
    group = environment.text("KAFKA_GROUP_ID");
    consumedTopics = environment.withPrefix("KAFKA_CONSUMED_TOPIC_");
    // o8:end
  }

  private static Tls readTls(Environment environment) {
    environment.oneOf("KAFKA_SECURITY_PROTOCOL", "SSL");
    return new Tls(
        environment.file("KAFKA_SSL_CA_LOCATION"),
        environment.file("KAFKA_SSL_CERTIFICATE_LOCATION"),
        environment.file("KAFKA_SSL_KEY_LOCATION"));
  }
}
