// o8:file !job
package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class WebServerTest extends HttpTest {
  @Test
  void isReadyOnceAllWasReached() throws Exception {
    start(routes -> {});
    assertEquals(whileAlive(Settings.STARTUP_PATH), send("GET", Settings.STARTUP_PATH).statusCode());
    assertEquals(
        whileAlive(Settings.LIVENESS_PATH), send("GET", Settings.LIVENESS_PATH).statusCode());
    assertEquals(503, send("GET", Settings.READINESS_PATH).statusCode());
    assertEquals(503, send("HEAD", Settings.READINESS_PATH).statusCode());
    health.reached();
    assertEquals(200, send("GET", Settings.READINESS_PATH).statusCode());
    health.drain();
    assertEquals(503, send("GET", Settings.READINESS_PATH).statusCode());
  }

  /** Of equal paths readiness says the most. */
  private static int whileAlive(String path) {
    return path.equals(Settings.READINESS_PATH) ? 503 : 200;
  }

  @Test
  void answersErrorsAsJson() throws Exception {
    start(
        routes -> {
          WebServer.get(routes, "/only-get", request -> request.result("here"));
          routes.get(
              "/broken",
              request -> {
                throw new IllegalStateException("a secret");
              });
        });
    HttpResponse<String> unknown = send("GET", "/unknown");
    assertEquals(404, unknown.statusCode());
    assertEquals("{\"error\":\"Not Found\"}", unknown.body());
    HttpResponse<String> method = send("DELETE", "/only-get");
    assertEquals(405, method.statusCode());
    assertTrue(method.headers().firstValue("allow").orElseThrow().contains("GET"));
    HttpResponse<String> broken = send("GET", "/broken");
    assertEquals(500, broken.statusCode());
    assertEquals("{\"error\":\"Internal Server Error\"}", broken.body());
  }

  @Test
  void countsRequestsByRouteAndNotProbes() throws Exception {
    start(routes -> WebServer.get(routes, "/things/{id}", request -> request.result("one")));
    send("GET", "/things/1");
    send("GET", "/things/2");
    send("SURPRISE", "/unknown");
    send("GET", Settings.LIVENESS_PATH);
    String text = metrics.toText();
    assertTrue(text.contains(count("GET", "200", "/things/{id}") + " 2"), text);
    assertTrue(text.contains(count("_OTHER", "404", "") + " 1"), text);
    assertFalse(text.contains("http_route=\"" + Settings.LIVENESS_PATH + "\""), text);
  }

  @Test
  void finishesRequestsBeforeItEnds() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    WebServer server =
        start(
            routes ->
                routes.get(
                    "/slow",
                    request -> {
                      begun.countDown();
                      mayEnd.await();
                      request.result("done");
                    }));
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<HttpResponse<String>> slow = executor.submit(() -> send("GET", "/slow"));
      begun.await();
      health.drain();
      HttpResponse<String> late = send("GET", Settings.LIVENESS_PATH);
      assertEquals("close", late.headers().firstValue("connection").orElseThrow());
      Future<?> drained =
          executor.submit(
              () -> {
                server.drain(Duration.ZERO, Duration.ofSeconds(5));
                return null;
              });
      Thread.sleep(500);
      assertThrows(ConnectException.class, () -> send("GET", Settings.LIVENESS_PATH));
      assertFalse(drained.isDone());
      mayEnd.countDown();
      assertEquals("done", slow.get().body());
      drained.get();
    }
  }

  @Test
  void endsThoughARequestHangs() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    WebServer server =
        start(
            routes ->
                routes.get(
                    "/hanging",
                    request -> {
                      begun.countDown();
                      Thread.sleep(Duration.ofMinutes(1));
                    }));
    Thread client = Thread.startVirtualThread(() -> assertThrows(IOException.class, this::hang));
    begun.await();
    assertTimeout(Duration.ofSeconds(5), () -> server.drain(Duration.ZERO, Duration.ofMillis(500)));
    assertTrue(client.join(Duration.ofSeconds(5)));
  }

  private void hang() throws Exception {
    send("GET", "/hanging");
  }

  private static String count(String method, String status, String route) {
    return "http_server_request_duration_seconds_count{http_request_method=\"%s\","
            .formatted(method)
        + "http_response_status_code=\"%s\",http_route=\"%s\"}".formatted(status, route);
  }
}
