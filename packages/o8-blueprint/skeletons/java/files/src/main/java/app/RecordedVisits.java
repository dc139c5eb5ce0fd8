// o8:file service+database|service+publishes
package app;

// o8:if database
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
// o8:end

/** Visits as they are kept, and told to others. */
final class RecordedVisits implements Visits {
  // o8:if database
  private static final int LATEST = 10;

  private final Database database;
  // o8:end
  // o8:if publishes
  private final EventPublisher publisher;
  // o8:end

  // o8:if database+publishes
  RecordedVisits(Database database, EventPublisher publisher) {
    this.database = database;
    this.publisher = publisher;
  }
  // o8:end
  // o8:if database+!publishes
  RecordedVisits(Database database) {
    this.database = database;
  }
  // o8:end
  // o8:if publishes+!database
  RecordedVisits(EventPublisher publisher) {
    this.publisher = publisher;
  }
  // o8:end

  // o8:if database
  @Override
  public Visit add() throws Exception {
    Visit visit = Visit.now();
    return database.inTransaction(
        connection -> {
          insert(connection, visit);
          // o8:if publishes
          // Before COMMIT: others may hear of a visit that is not stored, but never miss one.
          // Where they must hear of stored ones only, write events to an outbox table instead.
          publisher.publish(visit.id().toString(), visit);
          // o8:end
          return visit;
        });
  }

  @Override
  public Summary summarize() throws Exception {
    return database.inTransaction(connection -> new Summary(count(connection), latest(connection)));
  }

  private static void insert(Connection connection, Visit visit) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("insert into visits (id, visited_at) values (?, ?)")) {
      insert.setObject(1, visit.id());
      insert.setObject(2, visit.visitedAt().atOffset(ZoneOffset.UTC));
      insert.executeUpdate();
    }
  }

  private static long count(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("select count(*) from visits");
        ResultSet rows = select.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static List<Visit> latest(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                "select id, visited_at from visits order by visited_at desc limit " + LATEST);
        ResultSet rows = select.executeQuery()) {
      List<Visit> visits = new ArrayList<>();
      while (rows.next()) {
        visits.add(
            new Visit(
                rows.getObject("id", UUID.class),
                rows.getObject("visited_at", OffsetDateTime.class).toInstant()));
      }
      return visits;
    }
  }
  // o8:else
  @Override
  public Visit add() throws Exception {
    Visit visit = Visit.now();
    publisher.publish(visit.id().toString(), visit);
    return visit;
  }
  // o8:end
}
