// o8:file !job|database|nats|kafka
package app;

import java.util.HashMap;
import java.util.Map;

/** Variables as the platform sets them. */
final class TestVariables {
  private TestVariables() {}

  static Map<String, String> all() {
    Map<String, String> variables = new HashMap<>();
    // o8:if !job
    variables.put("PORT", "8080");
    // o8:end
    // o8:if database
    variables.put("PGHOST", "db.example");
    variables.put("PGPORT", "5432");
    variables.put("PGDATABASE", "shared");
    variables.put("PGUSER", "shop");
    variables.put("PGPASSWORD", "not to be told");
    variables.put("PGSSLMODE", "require");
    variables.put("PGOPTIONS", "-c search_path=shop");
    // o8:end
    // o8:if nats
    variables.put("NATS_URL", "tls://nats.example:4222");
    // o8:end
    // o8:if nats+publishes
    variables.put("NATS_STREAM_" + Settings.PUBLISHED_EVENT, "shop-visits");
    variables.put("NATS_SUBJECTS_" + Settings.PUBLISHED_EVENT, "shop.visits.>,shop.others");
    // o8:end
    // o8:if nats+consumes
    variables.put("NATS_CONSUMER", "shop");
    variables.put("NATS_CONSUMED_STREAM_TILL__SALES", "till-sales");
    // o8:end
    // o8:if kafka
    variables.put("KAFKA_BOOTSTRAP_SERVERS", "kafka.example:9092");
    // o8:end
    // o8:if kafka+publishes
    variables.put("KAFKA_TOPIC_" + Settings.PUBLISHED_EVENT, "shop.visits");
    // o8:end
    // o8:if kafka+consumes
    variables.put("KAFKA_GROUP_ID", "shop");
    variables.put("KAFKA_CONSUMED_TOPIC_TILL__SALES", "till.sales");
    // o8:end
    return variables;
  }
}
