// o8:file !job+metrics-port
package app;

import io.javalin.Javalin;

/** Listens on a port of its own, which only the collector of metrics may reach. */
final class MetricsServer {
  private final Javalin app;

  MetricsServer(int port, Metrics metrics) {
    app =
        Javalin.create(
            config -> {
              WebServer.configure(config, port);
              WebServer.get(config.routes, Settings.METRICS_PATH, metrics::scrape);
            });
  }

  void start() {
    app.start();
  }

  void stop() {
    app.stop();
  }
}
