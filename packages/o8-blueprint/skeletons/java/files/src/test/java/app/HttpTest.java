// o8:file !job
package app;

import io.javalin.config.RoutesConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;

/** A server on a free port for each test, and a client for it. */
abstract class HttpTest {
  final Health health = new Health();
  final Metrics metrics = new Metrics();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private WebServer server;
  private int port;

  WebServer start(Consumer<RoutesConfig> routes) {
    server = new WebServer(0, health, metrics, routes);
    server.start();
    port = server.port();
    return server;
  }

  HttpResponse<String> send(String method, String path) throws Exception {
    URI uri = URI.create("http://localhost:%d%s".formatted(port, path));
    HttpRequest request =
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build();
    return client.send(request, BodyHandlers.ofString());
  }

  @AfterEach
  void stop() throws Exception {
    server.drain(Duration.ZERO, Duration.ofSeconds(5));
    client.close();
  }
}
