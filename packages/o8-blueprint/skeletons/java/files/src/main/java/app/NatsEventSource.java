// o8:file nats+consumes
package app;

import app.EventProcessor.Outcome;
import io.nats.client.JetStreamStatusException;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PullSubscribeOptions;
import java.time.Duration;
// o8:if tracing
import java.util.HashMap;
// o8:end
import java.util.List;
// o8:if tracing
import java.util.Map;
// o8:end

/** Pulls events of one stream, one after the other, by a consumer that exists already. */
final class NatsEventSource implements EventSource {
  /** What ends the process waits for it. */
  private static final Duration WAIT = Duration.ofSeconds(2);

  private static final Backoff REDELIVERY =
      new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60));

  private final NatsBus bus;
  private final String source;
  private final String stream;
  private final String consumer;
  private final EventProcessor processor;
  private JetStreamSubscription events;

  private NatsEventSource(
      NatsBus bus, String source, String stream, String consumer, EventProcessor processor) {
    this.bus = bus;
    this.source = source;
    this.stream = stream;
    this.consumer = consumer;
    this.processor = processor;
  }

  /** A source for each stream in the settings. */
  static List<EventSource> all(NatsBus bus, NatsSettings settings, EventProcessor processor) {
    return settings.consumedStreams.entrySet().stream()
        .<EventSource>map(
            entry ->
                new NatsEventSource(
                    bus, entry.getKey(), entry.getValue(), settings.consumer, processor))
        .toList();
  }

  @Override
  public void open() throws Exception {
    close();
    PullSubscribeOptions existing = PullSubscribeOptions.bind(stream, consumer);
    events = bus.connection().jetStream().subscribe(null, existing);
  }

  @Override
  public boolean poll() throws Exception {
    if (events == null || !events.isActive()) {
      open();
    }
    try {
      List<Message> messages = events.fetch(1, WAIT);
      messages.forEach(this::process);
      return !messages.isEmpty();
    } catch (JetStreamStatusException e) {
      // The consumer may be another one: the next poll looks it up again.
      close();
      throw e;
    }
  }

  private void process(Message message) {
    // o8:if tracing
    Outcome outcome = processor.process(source, message.getData(), headersOf(message));
    // o8:else
    Outcome outcome = processor.process(source, message.getData());
    // o8:end
    settle(message, message.metaData().deliveredCount(), outcome);
  }

  /** Tells NATS what becomes of the message. */
  static void settle(Message message, long deliveries, Outcome outcome) {
    switch (outcome) {
      case HANDLED -> message.ack();
      case REJECTED -> message.term();
      case FAILED -> message.nakWithDelay(REDELIVERY.delay(deliveries));
    }
  }
  // o8:if tracing

  private static Map<String, String> headersOf(Message message) {
    Map<String, String> headers = new HashMap<>();
    if (message.hasHeaders()) {
      message.getHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
    }
    return headers;
  }
  // o8:end

  @Override
  public void close() {
    if (events != null && events.isActive()) {
      events.unsubscribe();
    }
    events = null;
  }

  @Override
  public String toString() {
    return source;
  }
}
