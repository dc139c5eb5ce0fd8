// o8:file !job
package app;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import io.javalin.json.JavalinJackson3;
import io.javalin.router.Endpoint;
import io.javalin.util.JavalinException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Listens: probes and metrics of its own, and the routes that it is given. */
final class WebServer {
  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration ACCEPTED_GRACE = Duration.ofMillis(200);
  private static final int MAX_HEADER_BYTES = 16 * 1024;
  private static final long MAX_BODY_BYTES = 64 * 1024;

  /** Not counted, nor traced: they would hide the requests that matter. */
  private static final Set<String> UNMEASURED =
      Set.copyOf(
          List.of(
              Settings.STARTUP_PATH,
              Settings.LIVENESS_PATH,
              Settings.READINESS_PATH,
              Settings.METRICS_PATH));

  private static final Logger log = LoggerFactory.getLogger(WebServer.class);

  private final Health health;
  private final Metrics metrics;
  private final Javalin app;

  WebServer(int port, Health health, Metrics metrics, Consumer<RoutesConfig> routes) {
    this.health = health;
    this.metrics = metrics;
    app =
        Javalin.create(
            config -> {
              configure(config, port);
              config.http.prefer405over404 = true;
              config.http.maxRequestSize = MAX_BODY_BYTES;
              config.jsonMapper(new JavalinJackson3(JsonMapper.shared(), false));
              config.routes.before(this::beforeRequest);
              // o8:if tracing
              ServerSpans.addTo(config.routes);
              // o8:end
              config.requestLogger.http(this::afterRequest);
              ErrorAnswers.addTo(config.routes);
              ownRoutes().forEach((path, handler) -> get(config.routes, path, handler));
              routes.accept(config.routes);
            });
  }

  /** Adds a route for GET, and for HEAD, which Javalin would answer without asking the handler. */
  static void get(RoutesConfig routes, String path, Handler handler) {
    routes.get(path, handler);
    routes.head(path, handler);
  }

  static boolean isMeasured(Context request) {
    return !UNMEASURED.contains(request.path());
  }

  /** The route's path, such as {@code /visits/{id}}; empty where there is no such route. */
  static String routeOf(Context request) {
    Endpoint endpoint = request.endpoints().matchedHttpEndpoint();
    return endpoint == null ? "" : endpoint.path;
  }

  void start() {
    app.start();
  }

  int port() {
    return app.port();
  }

  /**
   * Ends without a lost request. For {@code grace} new ones are still taken, as it takes a while
   * until no more are sent here; then those at hand have until {@code limit}.
   */
  void drain(Duration grace, Duration limit) throws InterruptedException {
    Thread.sleep(grace);
    Server server = app.jettyServer().server();
    for (Connector connector : server.getConnectors()) {
      ((ServerConnector) connector).close();
    }
    // The first requests of connections that were just accepted are on their way.
    Thread.sleep(ACCEPTED_GRACE);
    server.setStopTimeout(limit.minus(ACCEPTED_GRACE).toMillis());
    try {
      app.stop();
    } catch (JavalinException e) {
      log.warn("Not all requests were finished in time", e);
    }
  }

  /** By path, as paths of probes may be equal: what comes later wins. */
  private Map<String, Handler> ownRoutes() {
    Map<String, Handler> handlers = new LinkedHashMap<>();
    // o8:if service
    handlers.put("/", request -> request.json(Map.of("module", Settings.MODULE)));
    // o8:end
    handlers.put(Settings.STARTUP_PATH, request -> request.result("ok\n"));
    handlers.put(Settings.LIVENESS_PATH, request -> request.result("ok\n"));
    handlers.put(Settings.READINESS_PATH, this::readiness);
    // o8:if !metrics-port
    handlers.put(Settings.METRICS_PATH, metrics::scrape);
    // o8:end
    return handlers;
  }

  private void readiness(Context request) {
    boolean isReady = health.isReady();
    request.status(isReady ? 200 : 503).result(isReady ? "ok\n" : "not ready\n");
  }

  private void beforeRequest(Context request) {
    if (health.isDraining()) {
      // The next request of this client goes to another replica.
      request.header(Header.CONNECTION, "close");
    }
  }

  private void afterRequest(Context request, Float milliseconds) {
    if (isMeasured(request)) {
      metrics.request(
          request.method().name(),
          routeOf(request),
          request.statusCode(),
          milliseconds.doubleValue() / 1000);
    }
  }

  /** What is common to all that listens. */
  static void configure(JavalinConfig config, int port) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.concurrency.useVirtualThreads = true;
    config.jetty.modifyServer(
        server -> {
          server.setHandler(new GracefulHandler());
          server.setErrorHandler(ErrorAnswers::malformed);
        });
    config.jetty.modifyHttpConfiguration(
        http -> {
          http.setSendServerVersion(false);
          http.setRequestHeaderSize(MAX_HEADER_BYTES);
        });
    config.jetty.addConnector((server, http) -> toConnector(server, http, port));
  }

  private static ServerConnector toConnector(Server server, HttpConfiguration http, int port) {
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setPort(port);
    // Also ends clients that send or read nothing for so long.
    connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
    return connector;
  }
}
