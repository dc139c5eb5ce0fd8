// o8:file consumes+!job
package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class EventLoopTest {
  @Test
  void goesOnAfterFailures() throws Exception {
    FakeSource source = new FakeSource();
    EventLoop loop = new EventLoop(source);
    loop.start();
    source.polledAgain.await();
    loop.stop();
    source.mayEnd.countDown();
    assertTrue(loop.join(Duration.ofSeconds(5)));
  }

  @Test
  void finishesTheEventAtHand() throws Exception {
    FakeSource source = new FakeSource();
    EventLoop loop = new EventLoop(source);
    loop.start();
    source.polledAgain.await();
    loop.stop();
    assertFalse(loop.join(Duration.ofMillis(50)));
    source.mayEnd.countDown();
    assertTrue(loop.join(Duration.ofSeconds(5)));
    assertEquals(1, source.handled);
  }

  @Test
  void mayBeJoinedBeforeItStarts() throws Exception {
    assertTrue(new EventLoop(new FakeSource()).join(Duration.ofSeconds(5)));
  }

  /** Fails once, then has an event that takes until it may end. */
  private static final class FakeSource implements EventSource {
    final CountDownLatch polledAgain = new CountDownLatch(1);
    final CountDownLatch mayEnd = new CountDownLatch(1);
    volatile int handled;
    private boolean hasFailed;

    @Override
    public void open() {}

    @Override
    public boolean poll() throws Exception {
      if (!hasFailed) {
        hasFailed = true;
        throw new IOException("not there");
      }
      polledAgain.countDown();
      mayEnd.await();
      handled++;
      return true;
    }

    @Override
    public void close() {}
  }
}
