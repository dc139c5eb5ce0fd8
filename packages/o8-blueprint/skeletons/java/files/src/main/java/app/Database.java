// o8:file database
package app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
// o8:if tracing
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.instrumentation.jdbc.datasource.JdbcTelemetry;
// o8:end
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The pool of connections to PostgreSQL. */
final class Database implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(10);

  /** For a server that answers nothing any more: later than its own statement timeout. */
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(15);

  private final HikariDataSource pool;
  private final DataSource source;

  /** What is done in a transaction. */
  @FunctionalInterface
  interface Work<T> {
    T run(Connection connection) throws Exception;
  }

  Database(DatabaseSettings settings) {
    PGSimpleDataSource server = toSource(settings);
    server.setSocketTimeout((int) SOCKET_TIMEOUT.toSeconds());
    // Beside what PGOPTIONS say: these carry the search_path.
    server.setOptions(
        "%s -c statement_timeout=%d".formatted(settings.options(), STATEMENT_TIMEOUT.toMillis()));
    HikariConfig config = new HikariConfig();
    config.setDataSource(server);
    config.setMaximumPoolSize(Settings.POOL_SIZE);
    config.setConnectionTimeout(CONNECT_TIMEOUT.toMillis());
    config.setAutoCommit(false);
    // The process starts without its database too, and waits for it.
    config.setInitializationFailTimeout(-1);
    pool = new HikariDataSource(config);
    // o8:if tracing
    source = JdbcTelemetry.create(GlobalOpenTelemetry.get()).wrap(pool);
    // o8:else
    source = pool;
    // o8:end
  }

  /** The server itself, without the limits that only requests have. */
  static PGSimpleDataSource toSource(DatabaseSettings settings) {
    PGSimpleDataSource server = new PGSimpleDataSource();
    server.setServerNames(new String[] {settings.host()});
    server.setPortNumbers(new int[] {settings.port()});
    server.setDatabaseName(settings.name());
    server.setUser(settings.user());
    server.setPassword(settings.password());
    server.setSslMode(settings.sslMode());
    if (settings.sslRootCert() != null) {
      server.setSslRootCert(settings.sslRootCert().toString());
    }
    server.setOptions(settings.options());
    server.setApplicationName(Settings.MODULE);
    server.setConnectTimeout((int) CONNECT_TIMEOUT.toSeconds());
    server.setTcpKeepAlive(true);
    return server;
  }

  void ping() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.rollback();
    }
  }

  /** Commits what the work did; the pool rolls it back where the work throws. */
  <T> T inTransaction(Work<T> work) throws Exception {
    try (Connection connection = source.getConnection()) {
      T result = work.run(connection);
      connection.commit();
      return result;
    } catch (SQLException e) {
      throw isUnreachable(e) ? new UnavailableException("The database cannot be reached", e) : e;
    }
  }

  /** Whether another attempt may succeed as soon as the server is there again. */
  static boolean isUnreachable(SQLException e) {
    String state = e.getSQLState();
    return e instanceof SQLTransientConnectionException
        || (state != null
            && (state.startsWith("08") || state.startsWith("53") || state.startsWith("57P")));
  }

  @Override
  public void close() {
    pool.close();
  }
}
