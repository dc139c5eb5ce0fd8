// o8:file consumes+!job
package app;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes events from a source, in a thread of its own, until it is told to stop. */
final class EventLoop {
  private static final Logger log = LoggerFactory.getLogger(EventLoop.class);

  private final EventSource source;
  private final Thread thread;
  private final CountDownLatch stopped = new CountDownLatch(1);

  EventLoop(EventSource source) {
    this.source = source;
    thread = Thread.ofPlatform().name("events of " + source).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Takes no more; the event at hand is finished. */
  void stop() {
    stopped.countDown();
  }

  /** Whether it has ended in time. */
  boolean join(Duration limit) throws InterruptedException {
    boolean hasEnded = thread.getState() == Thread.State.NEW || thread.join(limit);
    if (!hasEnded) {
      log.warn("An event is not finished in time: it will be delivered again");
    }
    return hasEnded;
  }

  private void run() {
    try {
      for (long failures = 0; stopped.getCount() > 0; ) {
        failures = pollOnce() ? 0 : failures + 1;
        if (failures > 0) {
          Duration delay = Backoff.OF_CONNECTIONS.delay(failures);
          stopped.await(delay.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean pollOnce() throws InterruptedException {
    try {
      source.poll();
      return true;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      log.atWarn()
          .addKeyValue("source", source.toString())
          .addKeyValue("error", Backoff.reasonOf(e))
          .log("Events cannot be taken, this is tried again");
      return false;
    }
  }
}
