// o8:file !job
package app;

import io.javalin.http.Context;
// o8:if nats|kafka
import io.prometheus.metrics.core.metrics.Counter;
// o8:end
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** What this process counts, for Prometheus. */
final class Metrics {
  private static final Set<String> KNOWN_METHODS =
      Set.of("CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE");

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Histogram requests =
      Histogram.builder()
          .name("http_server_request_duration_seconds")
          .help("Duration of requests.")
          .labelNames("http_request_method", "http_route", "http_response_status_code")
          .classicOnly()
          .classicUpperBounds(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
          .register(registry);
  // o8:if publishes
  private final Counter published =
      Counter.builder()
          .name("events_published_total")
          .help("Events that were to be published, by what became of them.")
          .labelNames("outcome")
          .register(registry);
  // o8:end
  // o8:if consumes
  private final Counter consumed =
      Counter.builder()
          .name("events_consumed_total")
          .help("Events that were taken from the bus, by what became of them.")
          .labelNames("source", "outcome")
          .register(registry);
  // o8:end

  Metrics() {
    JvmMetrics.builder().register(registry);
    // o8:if publishes
    published.initLabelValues("published");
    published.initLabelValues("failed");
    // o8:end
  }

  /** The method as a label: callers may send any word, and each would be a series of its own. */
  static String toMethod(String method) {
    return KNOWN_METHODS.contains(method) ? method : "_OTHER";
  }

  void request(String method, String route, int status, double seconds) {
    requests.labelValues(toMethod(method), route, Integer.toString(status)).observe(seconds);
  }

  // o8:if publishes
  void published(boolean isPublished) {
    published.labelValues(isPublished ? "published" : "failed").inc();
  }

  // o8:end
  // o8:if consumes
  void consumed(String source, String outcome) {
    consumed.labelValues(source, outcome).inc();
  }

  // o8:end
  /** All of it in Prometheus' text format. */
  String toText() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(text, registry.scrape());
    return text.toString(StandardCharsets.UTF_8);
  }

  void scrape(Context request) throws IOException {
    request.contentType(PrometheusTextFormatWriter.CONTENT_TYPE).result(toText());
  }
}
