// o8:file job
package app;

// o8:if database
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
// o8:end
// o8:if consumes
import java.time.Duration;
// o8:end
// o8:if publishes
import java.time.Instant;
// o8:end
// o8:if consumes
import java.util.List;
// o8:end
// o8:if publishes
import java.util.Map;
import java.util.UUID;
// o8:end
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The work of this job: the example, replace it. */
final class Job {
  // o8:if consumes
  private static final Duration IDLE_LIMIT = Duration.ofSeconds(5);
  // o8:end
  private static final Logger log = LoggerFactory.getLogger(Job.class);

  private Job() {}

  // o8:if database|nats|kafka
  /** Does it once; what it throws fails the job. */
  static void run(Connections connections) throws Exception {
    // o8:if database
    int answer = connections.database.inTransaction(Job::selectOne);
    log.atInfo().addKeyValue("answer", answer).log("The database answers");
    // o8:end
    // o8:if publishes
    String id = UUID.randomUUID().toString();
    connections.publisher.publish(id, Map.of("id", id, "visitedAt", Instant.now()));
    log.atInfo().addKeyValue("id", id).log("Event published");
    // o8:end
    // o8:if consumes
    takeEvents(connections.sources);
    log.info("No more events");
    // o8:end
  }
  // o8:else
  /** Does it once; what it throws fails the job. */
  static void run() {
    log.info("Done");
  }
  // o8:end
  // o8:if database

  private static int selectOne(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("select 1");
        ResultSet rows = select.executeQuery()) {
      rows.next();
      return rows.getInt(1);
    }
  }
  // o8:end
  // o8:if consumes

  /** Takes events until none came for a while. */
  private static void takeEvents(List<EventSource> sources) throws Exception {
    long last = System.nanoTime();
    while (System.nanoTime() - last < IDLE_LIMIT.toNanos()) {
      for (EventSource source : sources) {
        if (source.poll()) {
          last = System.nanoTime();
        }
      }
    }
  }
  // o8:end
}
