// o8:file database
package app;

import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the tables of the database up to the files in {@code migrations/}. */
final class Migrations {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Migrations() {}

  /** Needs the variables of the database only. Flyway's lock lets one run at a time. */
  static void run(Map<String, String> variables) throws Exception {
    Environment environment = new Environment(variables);
    DatabaseSettings settings = DatabaseSettings.read(environment);
    environment.check();
    DataSource source = Database.toSource(settings);
    Backoff.OF_CONNECTIONS.retry("database", PATIENCE, () -> source.getConnection().close());
    Flyway.configure().dataSource(source).locations("classpath:migrations").load().migrate();
  }
}
