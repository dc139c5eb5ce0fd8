// o8:file database
package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

class DatabaseTest {
  @Test
  void keepsTheSearchPath() throws Exception {
    PGSimpleDataSource source = Database.toSource(Settings.read(TestVariables.all()).database);
    assertEquals("-c search_path=shop", source.getOptions());
    assertEquals("require", source.getSslMode());
  }

  @Test
  void tellsOutagesFromMistakes() {
    for (String state : new String[] {"08001", "08006", "53300", "57P01", "57P03"}) {
      assertTrue(Database.isUnreachable(new SQLException("x", state)), state);
    }
    for (String state : new String[] {null, "23505", "42P01", "57014"}) {
      assertFalse(Database.isUnreachable(new SQLException("x", state)), state);
    }
  }

  @Test
  @Timeout(10)
  void isUnavailableWhereNobodyListens() throws Exception {
    var variables = TestVariables.all();
    variables.put("PGHOST", "localhost");
    variables.put("PGPORT", "1");
    try (Database database = new Database(Settings.read(variables).database)) {
      assertThrows(UnavailableException.class, () -> database.inTransaction(connection -> null));
    }
  }
}
