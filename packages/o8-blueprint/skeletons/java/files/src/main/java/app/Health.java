// o8:file !job
package app;

/** Whether this process takes work. */
final class Health {
  private volatile boolean reached;
  private volatile boolean draining;

  /** Its database and bus were reached, once. */
  void reached() {
    reached = true;
  }

  void drain() {
    draining = true;
  }

  boolean isDraining() {
    return draining;
  }

  /**
   * A later outage does not change it: all replicas would lose readiness at once, which hides the
   * reason. Requests are answered with 503 then.
   */
  boolean isReady() {
    return reached && !draining;
  }
}
