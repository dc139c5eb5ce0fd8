// o8:file kafka
package app;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;

/** What producers and consumers are set to alike. */
final class KafkaClients {
  private static final int MAX_RECONNECT_BACKOFF_MS = 10_000;

  private KafkaClients() {}

  static Map<String, Object> config(KafkaSettings settings) throws IOException {
    Map<String, Object> config = new HashMap<>();
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers);
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, Settings.MODULE);
    config.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, MAX_RECONNECT_BACKOFF_MS);
    // What brokers may ask clients to send of themselves needs a permission of its own.
    config.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    if (settings.tls != null) {
      config.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SSL");
      config.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
      config.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, settings.tls.authority().toString());
      config.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PEM");
      config.put(
          SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG,
          Files.readString(settings.tls.certificate()));
      config.put(
          SslConfigs.SSL_KEYSTORE_KEY_CONFIG, new Password(Files.readString(settings.tls.key())));
    }
    return config;
  }
}
