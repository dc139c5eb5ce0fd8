// o8:file job
package app;

/** What is around the work of this job: connections, traces, and the end of both. */
final class JobRunner {
  private JobRunner() {}

  // o8:if database|nats|kafka
  /** Returns once the work is done, and throws what it threw. */
  static void run(Settings settings) throws Exception {
    // o8:if tracing
    Tracing tracing = Tracing.start();
    // o8:end
    try (Connections connections = new Connections(settings)) {
      connections.open();
      // o8:if tracing
      Tracing.inSpan(
          Tracing.tracer().spanBuilder("run"),
          () -> {
            Job.run(connections);
            return null;
          });
    } finally {
      tracing.close();
    }
    // o8:else
      Job.run(connections);
    }
    // o8:end
  }
  // o8:else
  /** Returns once the work is done, and throws what it threw. */
  static void run() {
    // o8:if tracing
    Tracing tracing = Tracing.start();
    try {
      Tracing.inSpan(
          Tracing.tracer().spanBuilder("run"),
          () -> {
            Job.run();
            return null;
          });
    } finally {
      tracing.close();
    }
    // o8:else
    Job.run();
    // o8:end
  }
  // o8:end
}
