// o8:file database
package app;

import java.nio.file.Path;

/** Where the database is, and how it is spoken to; {@code options} carry the search_path. */
record DatabaseSettings(
    String host,
    int port,
    String name,
    String user,
    String password,
    String sslMode,
    Path sslRootCert,
    String options) {

  static DatabaseSettings read(Environment environment) {
    String sslMode = environment.oneOf("PGSSLMODE", "require", "verify-full", "disable");
    return new DatabaseSettings(
        environment.text("PGHOST"),
        environment.port("PGPORT"),
        environment.text("PGDATABASE"),
        environment.text("PGUSER"),
        environment.text("PGPASSWORD"),
        sslMode,
        sslMode.equals("verify-full") ? environment.file("PGSSLROOTCERT") : null,
        environment.optional("PGOPTIONS"));
  }

  /** Without the password: what is printed may be read by anybody. */
  @Override
  public String toString() {
    return "%s@%s:%d/%s".formatted(user, host, port, name);
  }
}
