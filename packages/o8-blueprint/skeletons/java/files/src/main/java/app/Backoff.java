// o8:file database|nats|kafka
package app;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waiting between attempts: doubled each time, up to a limit. */
record Backoff(Duration first, Duration limit) {
  /** Between attempts to reach something. */
  static final Backoff OF_CONNECTIONS = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));

  /** Longer than any process lives. */
  static final Duration FOREVER = Duration.ofDays(36_500);

  private static final Logger log = LoggerFactory.getLogger(Backoff.class);

  /** Something that can be tried again. */
  @FunctionalInterface
  interface Attempt {
    void run() throws Exception;
  }

  /** How long to wait after the given attempt; the first one is 1. */
  Duration delay(long attempt) {
    long doublings = Math.clamp(attempt - 1, 0L, 30L);
    Duration delay = first.multipliedBy(1L << doublings);
    return delay.compareTo(limit) < 0 ? delay : limit;
  }

  /** What the first cause says: a pool only says that it waited in vain. */
  static String reasonOf(Throwable error) {
    Throwable cause = error;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
  }

  /** Tries for so long, then throws what the last attempt threw. */
  void retry(String what, Duration patience, Attempt attempt) throws Exception {
    long end = System.nanoTime() + patience.toNanos();
    for (long number = 1; ; number++) {
      try {
        attempt.run();
        return;
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        Duration delay = delay(number);
        if (System.nanoTime() + delay.toNanos() > end) {
          throw e;
        }
        log.atWarn()
            .addKeyValue("what", what)
            .addKeyValue("attempt", number)
            .addKeyValue("error", reasonOf(e))
            .log("Cannot be reached yet");
        Thread.sleep(delay);
      }
    }
  }
}
