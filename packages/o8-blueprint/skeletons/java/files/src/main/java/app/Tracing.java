// o8:file tracing
package app;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
// o8:if nats|kafka
import io.opentelemetry.context.Context;
// o8:end
import io.opentelemetry.context.Scope;
// o8:if consumes
import io.opentelemetry.context.propagation.TextMapGetter;
// o8:end
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import java.util.Map;
import java.util.concurrent.TimeUnit;
// o8:if publishes
import java.util.function.BiConsumer;
// o8:end

/** Tracing, as the variables OTEL_* say. */
final class Tracing implements AutoCloseable {
  private static final int FLUSH_SECONDS = 3;
  // o8:if consumes
  private static final TextMapGetter<Map<String, String>> HEADERS = new HeadersGetter();
  // o8:end

  private final OpenTelemetrySdk sdk;

  private Tracing(OpenTelemetrySdk sdk) {
    this.sdk = sdk;
  }

  /** Has to come before anything that traces. */
  static Tracing start() {
    return new Tracing(
        AutoConfiguredOpenTelemetrySdk.builder()
            .addPropertiesSupplier(
                () -> Map.of("otel.metrics.exporter", "none", "otel.logs.exporter", "none"))
            .addPropertiesCustomizer(Tracing::withoutEndpoint)
            .disableShutdownHook()
            .setResultAsGlobal()
            .build()
            .getOpenTelemetrySdk());
  }

  /** On a laptop nobody listens: the SDK would complain about each batch. */
  private static Map<String, String> withoutEndpoint(ConfigProperties properties) {
    return properties.getString("otel.exporter.otlp.endpoint") == null
        ? Map.of("otel.traces.exporter", "none")
        : Map.of();
  }

  static Tracer tracer() {
    return GlobalOpenTelemetry.getTracer("app");
  }

  /** Work with a result, which may fail. */
  @FunctionalInterface
  interface Work<T, E extends Exception> {
    T run() throws E;
  }

  /** Does work in a span, which also has what it threw. */
  static <T, E extends Exception> T inSpan(SpanBuilder builder, Work<T, E> work) throws E {
    Span span = builder.startSpan();
    Scope scope = span.makeCurrent();
    try {
      return work.run();
    } catch (Exception e) {
      span.recordException(e).setStatus(StatusCode.ERROR);
      throw e;
    } finally {
      scope.close();
      span.end();
    }
  }

  // o8:if publishes
  /** Sets the headers by which a trace goes on where the message is received. */
  static void inject(BiConsumer<String, String> setHeader) {
    GlobalOpenTelemetry.getPropagators()
        .getTextMapPropagator()
        .inject(Context.current(), setHeader, (set, name, value) -> set.accept(name, value));
  }

  // o8:end
  // o8:if consumes
  /** The trace that the headers of a message belong to. */
  static Context parentIn(Map<String, String> headers) {
    return GlobalOpenTelemetry.getPropagators()
        .getTextMapPropagator()
        .extract(Context.root(), headers, HEADERS);
  }

  // o8:end
  @Override
  public void close() {
    sdk.shutdown().join(FLUSH_SECONDS, TimeUnit.SECONDS);
  }
  // o8:if consumes

  private static final class HeadersGetter implements TextMapGetter<Map<String, String>> {
    @Override
    public Iterable<String> keys(Map<String, String> headers) {
      return headers.keySet();
    }

    @Override
    public String get(Map<String, String> headers, String name) {
      return headers.get(name);
    }
  }
  // o8:end
}
