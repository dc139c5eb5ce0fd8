// o8:file database|nats|kafka
package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(1), Duration.ofMillis(5));

  @Test
  void doublesUpToItsLimit() {
    assertEquals(Duration.ofMillis(1), BACKOFF.delay(1));
    assertEquals(Duration.ofMillis(4), BACKOFF.delay(3));
    assertEquals(Duration.ofMillis(5), BACKOFF.delay(4));
    assertEquals(Duration.ofMillis(5), BACKOFF.delay(Long.MAX_VALUE));
  }

  @Test
  void triesUntilItSucceeds() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    BACKOFF.retry("test", Backoff.FOREVER, () -> failUntil(attempts, 4));
    assertEquals(4, attempts.get());
  }

  @Test
  void givesUpWhenItsPatienceEnds() {
    AtomicInteger attempts = new AtomicInteger();
    assertThrows(
        IOException.class,
        () -> BACKOFF.retry("test", Duration.ofMillis(20), () -> failUntil(attempts, 1000)));
  }

  private static void failUntil(AtomicInteger attempts, int enough) throws IOException {
    if (attempts.incrementAndGet() < enough) {
      throw new IOException("not there yet");
    }
  }
}
