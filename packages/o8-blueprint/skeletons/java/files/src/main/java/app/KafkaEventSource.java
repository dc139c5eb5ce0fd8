// o8:file kafka+consumes
package app;

import app.EventProcessor.Outcome;
import java.io.IOException;
// o8:if tracing
import java.nio.charset.StandardCharsets;
// o8:end
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Takes events of all consumed topics, one after the other. A partition whose event failed waits,
 * and is then tried from that event on; this process stays in its group meanwhile.
 */
final class KafkaEventSource implements EventSource, ConsumerRebalanceListener {
  /** What ends the process waits for it. */
  private static final Duration WAIT = Duration.ofSeconds(1);

  private static final Backoff REDELIVERY =
      new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60));

  private final Map<String, String> sources;
  private final EventProcessor processor;
  private final ConsumerFactory factory;
  private final Map<TopicPartition, Failure> failures = new HashMap<>();
  private Consumer<byte[], byte[]> consumer;
  private boolean isJoined;

  /** How often the event at hand failed, and until when its partition waits. */
  private record Failure(long attempts, long untilNanos) {
    boolean isOver() {
      return System.nanoTime() - untilNanos >= 0;
    }
  }

  /** Makes a consumer: a test makes one without a broker. */
  @FunctionalInterface
  interface ConsumerFactory {
    Consumer<byte[], byte[]> create() throws IOException;
  }

  KafkaEventSource(KafkaSettings settings, EventProcessor processor) {
    this(settings.consumedTopics, processor, () -> createConsumer(settings));
  }

  KafkaEventSource(
      Map<String, String> consumedTopics, EventProcessor processor, ConsumerFactory factory) {
    sources =
        consumedTopics.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
    this.processor = processor;
    this.factory = factory;
  }

  private static Consumer<byte[], byte[]> createConsumer(KafkaSettings settings)
      throws IOException {
    Map<String, Object> config = KafkaClients.config(settings);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    // Fetches stay large; it only hands them out one by one.
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public void open() throws IOException {
    if (consumer == null) {
      consumer = factory.create();
      consumer.subscribe(sources.keySet(), this);
    }
    for (String topic : sources.keySet()) {
      if (consumer.partitionsFor(topic).isEmpty()) {
        throw new UnknownTopicOrPartitionException("There is no topic " + topic);
      }
    }
  }

  @Override
  public boolean poll() {
    failures.forEach(
        (partition, failure) -> {
          if (failure.isOver()) {
            consumer.resume(Set.of(partition));
          }
        });
    ConsumerRecords<byte[], byte[]> records = consumer.poll(WAIT);
    records.forEach(this::process);
    return !records.isEmpty() || !isJoined;
  }

  private void process(ConsumerRecord<byte[], byte[]> record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    byte[] body = record.value() == null ? new byte[0] : record.value();
    String source = sources.get(record.topic());
    // o8:if tracing
    Outcome outcome = processor.process(source, body, headersOf(record));
    // o8:else
    Outcome outcome = processor.process(source, body);
    // o8:end
    if (outcome == Outcome.FAILED) {
      Failure before = failures.get(partition);
      long attempts = before == null ? 1 : before.attempts() + 1;
      long until = System.nanoTime() + REDELIVERY.delay(attempts).toNanos();
      failures.put(partition, new Failure(attempts, until));
      consumer.seek(partition, record.offset());
      consumer.pause(Set.of(partition));
    } else {
      failures.remove(partition);
      consumer.commitSync(Map.of(partition, new OffsetAndMetadata(record.offset() + 1)));
    }
  }
  // o8:if tracing

  private static Map<String, String> headersOf(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new HashMap<>();
    record
        .headers()
        .forEach(
            header -> {
              if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
              }
            });
    return headers;
  }
  // o8:end

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    isJoined = true;
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    failures.keySet().removeAll(partitions);
  }

  @Override
  public void close() {
    if (consumer != null) {
      consumer.close();
    }
  }

  @Override
  public String toString() {
    return String.join(", ", sources.values());
  }
}
