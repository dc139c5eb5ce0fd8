package app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
// o8:if tracing
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
// o8:end
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Writes each log event as a JSON object on a line of its own. */
public final class JsonEncoder extends EncoderBase<ILoggingEvent> {
  private static final JsonMapper JSON = JsonMapper.shared();

  @Override
  public byte[] encode(ILoggingEvent event) {
    byte[] json = JSON.writeValueAsBytes(toFields(event));
    byte[] line = new byte[json.length + 1];
    System.arraycopy(json, 0, line, 0, json.length);
    line[json.length] = '\n';
    return line;
  }

  static Map<String, Object> toFields(ILoggingEvent event) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("time", event.getInstant().toString());
    fields.put("level", toLevel(event.getLevel()));
    fields.put("message", event.getFormattedMessage());
    fields.put("logger", event.getLoggerName());
    if (event.getKeyValuePairs() != null) {
      event.getKeyValuePairs().forEach(pair -> fields.putIfAbsent(pair.key, pair.value));
    }
    // o8:if tracing
    SpanContext span = Span.current().getSpanContext();
    if (span.isValid()) {
      fields.put("trace_id", span.getTraceId());
      fields.put("span_id", span.getSpanId());
    }
    // o8:end
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      String error = thrown.getMessage();
      fields.put("error", error == null ? thrown.getClassName() : error);
      fields.put("stack", ThrowableProxyUtil.asString(thrown));
    }
    return fields;
  }

  private static String toLevel(Level level) {
    return level == Level.TRACE ? "debug" : level.toString().toLowerCase(Locale.ROOT);
  }

  @Override
  public byte[] headerBytes() {
    return null;
  }

  @Override
  public byte[] footerBytes() {
    return null;
  }
}
