// o8:file tracing+!job
package app;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;

/** A span for each request, by the semantic conventions of OpenTelemetry. */
final class ServerSpans {
  private static final String SCOPE = ServerSpans.class.getName();
  private static final TextMapGetter<Context> HEADERS = new HeadersGetter();

  private ServerSpans() {}

  static void addTo(RoutesConfig routes) {
    routes.before(ServerSpans::start);
    // Comes after errors were turned into answers, and in the same thread.
    routes.after(ServerSpans::end);
  }

  private static void start(Context request) {
    if (!WebServer.isMeasured(request)) {
      return;
    }
    String method = Metrics.toMethod(request.method().name());
    Span span =
        Tracing.tracer()
            .spanBuilder(method)
            .setParent(
                GlobalOpenTelemetry.getPropagators()
                    .getTextMapPropagator()
                    .extract(io.opentelemetry.context.Context.root(), request, HEADERS))
            .setSpanKind(SpanKind.SERVER)
            .setAttribute("http.request.method", method)
            .setAttribute("url.scheme", request.scheme())
            .setAttribute("url.path", request.path())
            .startSpan();
    request.attribute(SCOPE, span.makeCurrent());
  }

  private static void end(Context request) {
    Scope scope = request.attribute(SCOPE);
    if (scope == null) {
      return;
    }
    int status = request.statusCode();
    Span span = Span.current().setAttribute("http.response.status_code", (long) status);
    // Not known before.
    String route = WebServer.routeOf(request);
    if (!route.isEmpty()) {
      span.setAttribute("http.route", route);
      span.updateName(Metrics.toMethod(request.method().name()) + " " + route);
    }
    if (status >= 500) {
      span.setStatus(StatusCode.ERROR);
    }
    scope.close();
    span.end();
  }

  private static final class HeadersGetter implements TextMapGetter<Context> {
    @Override
    public Iterable<String> keys(Context request) {
      return request.headerMap().keySet();
    }

    @Override
    public String get(Context request, String name) {
      return request.header(name);
    }
  }
}
