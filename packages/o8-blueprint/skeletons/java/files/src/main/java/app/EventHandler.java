// o8:file consumes
package app;

// o8:if database
import java.sql.PreparedStatement;
// o8:else
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
// o8:end

/** What this module does with events: the example, replace it. */
final class EventHandler {
  // o8:if database
  private static final String INSERT =
      "insert into received_events (id, source) values (?, ?) on conflict do nothing";

  private final Database database;

  EventHandler(Database database) {
    this.database = database;
  }

  /** Buses deliver at least once: an event that is delivered twice is handled once. */
  void handle(Event event) throws Exception {
    database.inTransaction(
        connection -> {
          try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, event.id());
            insert.setString(2, event.source());
            return insert.executeUpdate();
          }
        });
  }
  // o8:else
  private static final Logger log = LoggerFactory.getLogger(EventHandler.class);

  /** Buses deliver at least once: the same event may come twice. */
  void handle(Event event) {
    log.atInfo()
        .addKeyValue("source", event.source())
        .addKeyValue("id", event.id())
        .log("Event handled");
  }
  // o8:end
}
