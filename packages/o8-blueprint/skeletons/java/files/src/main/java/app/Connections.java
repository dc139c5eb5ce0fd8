// o8:file database|nats|kafka
package app;

// o8:if consumes
import java.util.List;
// o8:end

/** What this module is connected to. */
final class Connections implements AutoCloseable {
  // o8:if database
  final Database database;
  // o8:end
  // o8:if nats
  private final NatsBus bus;
  // o8:end
  // o8:if kafka+publishes
  private final KafkaSender sender;
  // o8:end
  // o8:if publishes
  final EventPublisher publisher;
  // o8:end
  // o8:if consumes
  final List<EventSource> sources;
  // o8:end

  // o8:if !job+nats|!job+kafka
  Connections(Settings settings, Metrics metrics) {
  // o8:else
  Connections(Settings settings) {
  // o8:end
    // o8:if database
    database = new Database(settings.database);
    // o8:end
    // o8:if nats
    bus = new NatsBus(settings.nats);
    // o8:end
    // o8:if nats+publishes
    EventPublisher.Sender sender = new NatsSender(bus, settings.nats);
    // o8:end
    // o8:if kafka+publishes
    sender = new KafkaSender(settings.kafka);
    // o8:end
    // o8:if publishes+!job
    publisher = new EventPublisher(sender, EventPublisher.PATIENCE, metrics);
    // o8:end
    // o8:if publishes+job
    publisher = new EventPublisher(sender, EventPublisher.PATIENCE);
    // o8:end
    // o8:if consumes
    // o8:if database
    EventHandler handler = new EventHandler(database);
    // o8:else
    EventHandler handler = new EventHandler();
    // o8:end
    // o8:if job
    EventProcessor processor = new EventProcessor(handler::handle);
    // o8:else
    EventProcessor processor = new EventProcessor(handler::handle, metrics);
    // o8:end
    // o8:if nats
    sources = NatsEventSource.all(bus, settings.nats, processor);
    // o8:else
    sources = List.of(new KafkaEventSource(settings.kafka, processor));
    // o8:end
    // o8:end
  }

  /** Returns once all was reached, however long that takes. */
  void open() throws Exception {
    // o8:if database
    Backoff.OF_CONNECTIONS.retry("database", Backoff.FOREVER, database::ping);
    // o8:end
    // o8:if nats
    Backoff.OF_CONNECTIONS.retry("NATS", Backoff.FOREVER, bus::connection);
    // o8:end
    // o8:if kafka+publishes
    Backoff.OF_CONNECTIONS.retry("topic to publish to", Backoff.FOREVER, sender::open);
    // o8:end
    // o8:if consumes
    for (EventSource source : sources) {
      Backoff.OF_CONNECTIONS.retry("events of " + source, Backoff.FOREVER, source::open);
    }
    // o8:end
  }

  @Override
  public void close() {
    // o8:if consumes
    sources.forEach(EventSource::close);
    // o8:end
    // o8:if nats
    bus.close();
    // o8:end
    // o8:if kafka+publishes
    sender.close();
    // o8:end
    // o8:if database
    database.close();
    // o8:end
  }
}
