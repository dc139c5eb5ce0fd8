// o8:file kafka+publishes
package app;

import java.io.IOException;
// o8:if tracing
import java.nio.charset.StandardCharsets;
// o8:end
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes to a topic, with the id of an event as its key. */
final class KafkaSender implements EventPublisher.Sender, AutoCloseable {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final KafkaSettings settings;
  private volatile Producer<String, byte[]> producer;

  KafkaSender(KafkaSettings settings) {
    this.settings = settings;
  }

  /** Reaches the topic. */
  void open() throws IOException {
    if (producer == null) {
      producer = new KafkaProducer<>(config(), new StringSerializer(), new ByteArraySerializer());
    }
    producer.partitionsFor(settings.topic);
  }

  /** The producer itself tries again until all the time of an event is over. */
  private Map<String, Object> config() throws IOException {
    int patienceMs = (int) EventPublisher.PATIENCE.toMillis();
    Map<String, Object> config = KafkaClients.config(settings);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, patienceMs);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, patienceMs / 2);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, patienceMs);
    return config;
  }

  @Override
  public void send(String id, byte[] body, Duration timeout) throws Exception {
    long end = System.nanoTime() + timeout.toNanos();
    if (producer == null) {
      throw new IOException("Kafka was not reached yet");
    }
    ProducerRecord<String, byte[]> record = new ProducerRecord<>(settings.topic, id, body);
    // o8:if tracing
    Tracing.inject(
        (name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    // o8:end
    // To begin with it may have waited for metadata of the topic.
    Future<RecordMetadata> sent = producer.send(record);
    sent.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close(CLOSE_TIMEOUT);
    }
  }
}
