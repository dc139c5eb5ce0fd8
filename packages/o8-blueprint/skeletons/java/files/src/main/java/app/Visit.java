// o8:file service+database|service+publishes
package app;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** That somebody was here: the example of what a module stores and tells others of. */
record Visit(UUID id, Instant visitedAt) {
  static Visit now() {
    // PostgreSQL keeps no nanoseconds.
    return new Visit(UUID.randomUUID(), Instant.now().truncatedTo(ChronoUnit.MICROS));
  }
}
