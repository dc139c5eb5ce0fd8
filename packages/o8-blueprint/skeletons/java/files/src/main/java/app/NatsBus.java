// o8:file nats
package app;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection to NATS, which all streams and consumers share. */
final class NatsBus implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private static final Logger log = LoggerFactory.getLogger(NatsBus.class);

  private final NatsLog events = new NatsLog();
  private final Options options;
  private Connection connection;
  private boolean isClosed;

  NatsBus(NatsSettings settings) {
    Options.Builder builder =
        Options.builder()
            .server(settings.url)
            .connectionName(Settings.MODULE)
            .connectionTimeout(TIMEOUT)
            .maxReconnects(-1)
            // What is published without a connection fails, and is tried again by its publisher.
            .reconnectBufferSize(0)
            .connectionListener(events)
            .errorListener(events);
    if (settings.credentials != null) {
      builder.authHandler(Nats.credentials(settings.credentials.toString()));
    }
    options = builder.build();
  }

  /** The connection. The client reconnects for ever, but not after it was refused twice. */
  synchronized Connection connection() throws IOException, InterruptedException {
    if (isClosed) {
      throw new IOException("The connection to NATS was ended");
    }
    if (connection == null || connection.getStatus() == Connection.Status.CLOSED) {
      connection = Nats.connect(options);
    }
    return connection;
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    if (connection == null) {
      return;
    }
    try {
      if (connection.getStatus() == Connection.Status.CONNECTED) {
        // Acknowledgements are on their way.
        connection.flush(TIMEOUT);
      }
      events.end();
      connection.close();
    } catch (TimeoutException e) {
      log.warn("NATS did not answer before its connection was closed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
