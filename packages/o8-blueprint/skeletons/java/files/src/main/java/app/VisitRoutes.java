// o8:file service+database|service+publishes
package app;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** The example of an API: replace it. It stores nothing that callers say. */
final class VisitRoutes {
  private static final String PATH = "/visits";

  private final Visits visits;

  VisitRoutes(Visits visits) {
    this.visits = visits;
  }

  void addTo(RoutesConfig routes) {
    routes.post(PATH, this::add);
    // o8:if database
    WebServer.get(routes, PATH, this::summarize);
    // o8:end
  }

  private void add(Context request) throws Exception {
    request.status(201).json(visits.add());
  }
  // o8:if database

  private void summarize(Context request) throws Exception {
    request.json(visits.summarize());
  }
  // o8:end
}
