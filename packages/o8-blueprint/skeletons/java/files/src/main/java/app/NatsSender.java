// o8:file nats+publishes
package app;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.PublishOptions;
// o8:if tracing
import io.nats.client.impl.Headers;
// o8:end
import java.io.IOException;
import java.time.Duration;

/** Publishes to a stream of JetStream, which knows repeated events by their ids. */
final class NatsSender implements EventPublisher.Sender {
  /** Of one attempt: another one is no second event. */
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final NatsBus bus;
  private final NatsSettings settings;

  NatsSender(NatsBus bus, NatsSettings settings) {
    this.bus = bus;
    this.settings = settings;
  }

  @Override
  public void send(String id, byte[] body, Duration timeout) throws Exception {
    Connection connection = bus.connection();
    if (connection.getStatus() != Connection.Status.CONNECTED) {
      throw new IOException("NATS is not connected");
    }
    JetStream stream = connection.jetStream();
    PublishOptions options =
        PublishOptions.builder()
            .messageId(id)
            .expectedStream(settings.stream)
            .streamTimeout(timeout.compareTo(TIMEOUT) < 0 ? timeout : TIMEOUT)
            .build();
    // o8:if tracing
    Headers headers = new Headers();
    Tracing.inject(headers::put);
    stream.publish(settings.subject, headers, body, options);
    // o8:else
    stream.publish(settings.subject, body, options);
    // o8:end
  }
}
