// o8:file !job
package app;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import sun.misc.Signal;

/** SIGTERM and SIGINT: the first one asks the process to end, a second one ends it at once. */
final class StopSignal {
  /** Kubernetes kills a little later, without a word in the logs. */
  private static final Duration LIMIT = Duration.ofSeconds(24);

  private final CountDownLatch asked = new CountDownLatch(1);

  private StopSignal() {}

  static StopSignal listen() {
    StopSignal stop = new StopSignal();
    for (String name : List.of("TERM", "INT")) {
      // A shutdown hook would not hear of the second one, and the exit code would be 143.
      Signal.handle(new Signal(name), signal -> stop.received());
    }
    return stop;
  }

  void await() throws InterruptedException {
    asked.await();
  }

  private synchronized void received() {
    if (asked.getCount() == 0) {
      Runtime.getRuntime().halt(1);
    }
    Thread.ofPlatform().daemon().name("stop-limit").start(StopSignal::haltAfterLimit);
    asked.countDown();
  }

  private static void haltAfterLimit() {
    try {
      Thread.sleep(LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }
}
