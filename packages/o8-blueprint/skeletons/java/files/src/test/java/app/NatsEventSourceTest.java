// o8:file nats+consumes
package app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.EventProcessor.Outcome;
import io.nats.client.Message;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NatsEventSourceTest {
  @Test
  void tellsNatsWhatBecameOfAnEvent() {
    assertEquals(List.of("ack"), settle(Outcome.HANDLED, 1));
    assertEquals(List.of("term"), settle(Outcome.REJECTED, 1));
    assertEquals(List.of("nakWithDelay PT1S"), settle(Outcome.FAILED, 1));
    assertEquals(List.of("nakWithDelay PT4S"), settle(Outcome.FAILED, 3));
    assertEquals(List.of("nakWithDelay PT1M"), settle(Outcome.FAILED, 100));
  }

  private static List<String> settle(Outcome outcome, int deliveries) {
    List<String> calls = new ArrayList<>();
    Message message =
        (Message)
            Proxy.newProxyInstance(
                Message.class.getClassLoader(),
                new Class<?>[] {Message.class},
                (proxy, method, arguments) -> {
                  calls.add(method.getName() + (arguments == null ? "" : " " + arguments[0]));
                  return null;
                });
    NatsEventSource.settle(message, deliveries, outcome);
    return calls;
  }
}
