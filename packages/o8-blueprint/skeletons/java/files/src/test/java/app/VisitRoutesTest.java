// o8:file service+database|service+publishes
package app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpResponse;
import java.time.Instant;
// o8:if database
import java.util.List;
// o8:end
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VisitRoutesTest extends HttpTest {
  private static final Visit VISIT =
      new Visit(new UUID(1, 2), Instant.parse("2024-05-06T07:08:09.010203Z"));
  private static final String VISIT_JSON =
      "{\"id\":\"00000000-0000-0001-0000-000000000002\","
          + "\"visitedAt\":\"2024-05-06T07:08:09.010203Z\"}";

  @Test
  void answersWithTheVisit() throws Exception {
    start(new VisitRoutes(new FixedVisits(true))::addTo);
    HttpResponse<String> created = send("POST", "/visits");
    assertEquals(201, created.statusCode());
    assertEquals(VISIT_JSON, created.body());
  }

  @Test
  void asksToTryAgainWhereSomethingIsNotReached() throws Exception {
    start(new VisitRoutes(new FixedVisits(false))::addTo);
    HttpResponse<String> failed = send("POST", "/visits");
    assertEquals(503, failed.statusCode());
    assertEquals("1", failed.headers().firstValue("retry-after").orElseThrow());
    assertEquals("{\"error\":\"Service Unavailable\"}", failed.body());
  }
  // o8:if database

  @Test
  void tellsOfTheLatestVisits() throws Exception {
    start(new VisitRoutes(new FixedVisits(true))::addTo);
    HttpResponse<String> answer = send("GET", "/visits");
    assertEquals(200, answer.statusCode());
    assertEquals("{\"count\":7,\"latest\":[" + VISIT_JSON + "]}", answer.body());
  }
  // o8:end

  private record FixedVisits(boolean isReachable) implements Visits {
    @Override
    public Visit add() throws UnavailableException {
      if (!isReachable) {
        throw new UnavailableException("not reachable", null);
      }
      return VISIT;
    }
    // o8:if database

    @Override
    public Summary summarize() {
      return new Summary(7, List.of(VISIT));
    }
    // o8:end
  }
}
