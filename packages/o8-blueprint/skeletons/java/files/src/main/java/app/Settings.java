// o8:file !job|database|nats|kafka
package app;

import java.util.Map;

/** What this module is set to: here by what was decided with it, and by its environment. */
final class Settings {
  // o8:if !job|database|nats|kafka
  static final String MODULE = "o8-module";
  // o8:end
  // o8:if !job
  static final String STARTUP_PATH = "/livez"; // o8:value startupPath
  static final String LIVENESS_PATH = "/livez"; // o8:value livenessPath
  static final String READINESS_PATH = "/readyz"; // o8:value readinessPath
  static final String METRICS_PATH = "/metrics"; // o8:value metricsPath
  // o8:end
  // o8:if metrics-port+!job
  static final int METRICS_PORT = 9464; // o8:value metricsPort
  // o8:end
  // o8:if database
  static final int POOL_SIZE = 5; // o8:value poolSize
  // o8:end
  // o8:if publishes
  static final String PUBLISHED_EVENT = "VISITS"; // o8:value publishedEvent
  // o8:end

  // o8:if !job
  final int port;
  // o8:end
  // o8:if database
  final DatabaseSettings database;
  // o8:end
  // o8:if nats
  final NatsSettings nats;
  // o8:end
  // o8:if kafka
  final KafkaSettings kafka;
  // o8:end

  private Settings(Environment environment) {
    // o8:if !job
    port = environment.port("PORT");
    // o8:end
    // o8:if database
    database = DatabaseSettings.read(environment);
    // o8:end
    // o8:if nats
    nats = new NatsSettings(environment);
    // o8:end
    // o8:if kafka
    kafka = new KafkaSettings(environment);
    // o8:end
  }

  /** The settings in these variables. */
  static Settings read(Map<String, String> variables) throws InvalidSettingsException {
    Environment environment = new Environment(variables);
    Settings settings = new Settings(environment);
    environment.check();
    return settings;
  }
}
