// o8:file nats
package app;

import java.nio.file.Path;
// o8:if publishes
import java.util.Arrays;
// o8:end
// o8:if consumes
import java.util.Map;
// o8:end
// o8:if publishes
import java.util.stream.Collectors;
// o8:end

/** Where NATS is, and which streams of it are used. They exist already. */
final class NatsSettings {
  final String url;

  /** Null where NATS asks for none. */
  final Path credentials;

  // o8:if publishes
  final String stream;
  final String subject;
  // o8:end
  // o8:if consumes
  final String consumer;

  /** The names of streams, by the sources that events are counted by. */
  final Map<String, String> consumedStreams;

  // o8:end

  NatsSettings(Environment environment) {
    url = environment.text("NATS_URL");
    credentials = environment.has("NATS_CREDS") ? environment.file("NATS_CREDS") : null;
    // o8:if publishes
    stream = environment.text("NATS_STREAM_" + Settings.PUBLISHED_EVENT);
    subject = toSubject(environment.text("NATS_SUBJECTS_" + Settings.PUBLISHED_EVENT));
    // o8:end
    // o8:if consumes
    consumer = environment.text("NATS_CONSUMER");
    consumedStreams = environment.withPrefix("NATS_CONSUMED_STREAM_");
    // o8:end
  }
  // o8:if publishes

  /** The subject to publish to: the first of these, with a word in place of wildcards. */
  static String toSubject(String patterns) {
    return Arrays.stream(patterns.split(",")[0].strip().split("\\."))
        .map(token -> token.equals("*") || token.equals(">") ? "visited" : token)
        .collect(Collectors.joining("."));
  }
  // o8:end
}
