// o8:file !job
package app;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.router.EndpointNotFound;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What callers are told of errors: JSON, and nothing of the inside. */
final class ErrorAnswers {
  private static final Logger log = LoggerFactory.getLogger(ErrorAnswers.class);

  private ErrorAnswers() {}

  static void addTo(RoutesConfig routes) {
    routes.exception(HttpResponseException.class, ErrorAnswers::rejected);
    routes.exception(EndpointNotFound.class, ErrorAnswers::unknownRoute);
    routes.exception(MethodNotAllowedResponse.class, ErrorAnswers::unknownMethod);
    // o8:if service+database|service+publishes
    routes.exception(UnavailableException.class, ErrorAnswers::unavailable);
    // o8:end
    routes.exception(Exception.class, ErrorAnswers::failed);
  }

  private static void rejected(HttpResponseException e, Context request) {
    answer(request, e.getStatus(), e.getMessage());
  }

  private static void unknownRoute(EndpointNotFound e, Context request) {
    answer(request, 404, "Not Found");
  }

  private static void unknownMethod(MethodNotAllowedResponse e, Context request) {
    request.header(Header.ALLOW, e.getDetails().get("availableMethods"));
    answer(request, 405, "Method Not Allowed");
  }

  // o8:if service+database|service+publishes
  private static void unavailable(UnavailableException e, Context request) {
    log.warn("Answered with 503", e);
    request.header(Header.RETRY_AFTER, "1");
    answer(request, 503, "Service Unavailable");
  }

  // o8:end
  private static void failed(Exception e, Context request) {
    log.error("Answered with 500", e);
    answer(request, 500, "Internal Server Error");
  }

  /** What is no HTTP that the server understands does not get as far as to routes. */
  static boolean malformed(Request request, Response response, Callback callback) {
    String reason = HttpStatus.getMessage(response.getStatus());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    Content.Sink.write(response, true, "{\"error\":\"%s\"}".formatted(reason), callback);
    return true;
  }

  private static void answer(Context request, int status, String error) {
    request.status(status).json(Map.of("error", error));
  }
}
