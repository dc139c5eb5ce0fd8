// o8:file kafka+consumes
package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class KafkaEventSourceTest {
  private static final TopicPartition FIRST = new TopicPartition("till.sales", 0);
  private static final String BAD = "{\"id\":\"bad\"}";
  private static final TopicPartition SECOND = new TopicPartition("till.sales", 1);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final List<String> attempts = new ArrayList<>();
  private boolean hasFailed;
  private final EventProcessor.Handler handler =
      event -> {
        attempts.add(event.id());
        if (event.id().equals("bad") && !hasFailed) {
          hasFailed = true;
          throw new IllegalStateException("not yet");
        }
      };
  private KafkaEventSource source;

  @BeforeEach
  void createSource() {
    // o8:if job
    EventProcessor processor = new EventProcessor(handler);
    // o8:else
    EventProcessor processor = new EventProcessor(handler, new Metrics());
    // o8:end
    source = new KafkaEventSource(Map.of("TILL__SALES", "till.sales"), processor, () -> consumer);
  }

  @Test
  void isNotOpenBeforeItsTopicIsThere() {
    consumer.updatePartitions("till.sales", List.of());
    assertThrows(UnknownTopicOrPartitionException.class, source::open);
  }

  @Test
  void triesAFailedEventAgainInItsPlace() throws Exception {
    open();
    add(FIRST, 0, BAD);
    add(SECOND, 0, "{\"id\":\"other\"}");
    source.poll();
    source.poll();
    // Partitions without a failure do not wait.
    assertEquals(Set.of("bad", "other"), Set.copyOf(attempts));
    assertEquals(Set.of(FIRST), consumer.paused());
    assertEquals(0, consumer.position(FIRST));
    assertEquals(0, committed(FIRST));
    // A broker has it still, and gives it again.
    add(FIRST, 0, BAD);
    while (committed(FIRST) < 1) {
      source.poll();
    }
    assertEquals("bad", attempts.getLast());
    assertEquals(Set.of(), consumer.paused());
  }

  @Test
  void skipsWhatCanNeverBeHandled() throws Exception {
    open();
    add(FIRST, 0, "no json");
    add(FIRST, 1, null);
    assertTrue(source.poll());
    while (committed(FIRST) < 2) {
      source.poll();
    }
    assertEquals(List.of(), attempts);
    assertFalse(source.poll());
  }

  private void open() throws Exception {
    Node node = new Node(0, "localhost", 9092);
    Node[] nodes = {node};
    consumer.updatePartitions(
        "till.sales",
        List.of(
            new PartitionInfo("till.sales", 0, node, nodes, nodes),
            new PartitionInfo("till.sales", 1, node, nodes, nodes)));
    source.open();
    consumer.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L));
    consumer.rebalance(List.of(FIRST, SECOND));
    consumer.setMaxPollRecords(1);
  }

  private void add(TopicPartition partition, long offset, String body) {
    byte[] value = body == null ? null : body.getBytes(StandardCharsets.UTF_8);
    consumer.addRecord(
        new ConsumerRecord<>(partition.topic(), partition.partition(), offset, null, value));
  }

  private long committed(TopicPartition partition) {
    OffsetAndMetadata offset = consumer.committed(Set.of(partition)).get(partition);
    return offset == null ? 0 : offset.offset();
  }
}
