// o8:file service+database|service+publishes
package app;

// o8:if database
import java.util.List;
// o8:end

/** What {@link VisitRoutes} need; {@link RecordedVisits} is what does it. */
interface Visits {
  // o8:if database
  /** How many visits there are, and the newest of them. */
  record Summary(long count, List<Visit> latest) {}

  // o8:end
  Visit add() throws Exception;
  // o8:if database

  Summary summarize() throws Exception;
  // o8:end
}
