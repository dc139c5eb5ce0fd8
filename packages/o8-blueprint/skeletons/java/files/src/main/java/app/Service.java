// o8:file !job
package app;

import java.time.Duration;
// o8:if consumes
import java.util.List;
// o8:end
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The module from its start to its end: what listens, and what it is connected to. */
final class Service {
  private static final Duration DRAIN_GRACE = Duration.ofSeconds(2);
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(18);

  private static final Logger log = LoggerFactory.getLogger(Service.class);

  private final Health health = new Health();
  private final WebServer server;
  // o8:if metrics-port
  private final MetricsServer metricsServer;
  // o8:end
  // o8:if database|nats|kafka
  private final Connections connections;
  private final Thread connecting = Thread.ofVirtual().unstarted(this::connect);
  // o8:end
  // o8:if consumes
  private final List<EventLoop> loops;
  // o8:end

  private Service(Settings settings) {
    Metrics metrics = new Metrics();
    // o8:if metrics-port
    metricsServer = new MetricsServer(Settings.METRICS_PORT, metrics);
    // o8:end
    // o8:if nats|kafka
    connections = new Connections(settings, metrics);
    // o8:end
    // o8:if database+!nats+!kafka
    connections = new Connections(settings);
    // o8:end
    // o8:if consumes
    loops = connections.sources.stream().map(EventLoop::new).toList();
    // o8:end
    // o8:if service+database+publishes
    Visits visits = new RecordedVisits(connections.database, connections.publisher);
    // o8:end
    // o8:if service+database+!publishes
    Visits visits = new RecordedVisits(connections.database);
    // o8:end
    // o8:if service+publishes+!database
    Visits visits = new RecordedVisits(connections.publisher);
    // o8:end
    // o8:if service+database|service+publishes
    server = new WebServer(settings.port, health, metrics, new VisitRoutes(visits)::addTo);
    // o8:else
    server = new WebServer(settings.port, health, metrics, routes -> {});
    // o8:end
  }

  /** Works until the process is asked to end. */
  static void runUntilStopped(Settings settings) throws InterruptedException {
    StopSignal stop = StopSignal.listen();
    // o8:if tracing
    Tracing tracing = Tracing.start();
    // o8:end
    Service service = new Service(settings);
    service.start();
    stop.await();
    service.stop();
    // o8:if tracing
    tracing.close();
    // o8:end
    log.info("Ended");
  }

  private void start() {
    server.start();
    // o8:if metrics-port
    metricsServer.start();
    // o8:end
    // o8:if database|nats|kafka
    connecting.start();
    // o8:else
    health.reached();
    // o8:end
    log.atInfo().addKeyValue("port", server.port()).log("Listening");
  }

  // o8:if database|nats|kafka
  private void connect() {
    try {
      connections.open();
      health.reached();
      // o8:if consumes
      loops.forEach(EventLoop::start);
      // o8:end
      log.info("Ready");
    } catch (InterruptedException e) {
      log.info("Asked to end before all was reached");
    } catch (Exception e) {
      log.error("Cannot get ready", e);
    }
  }

  // o8:end
  private void stop() throws InterruptedException {
    log.info("Ending");
    health.drain();
    // o8:if consumes
    long end = System.nanoTime() + DRAIN_GRACE.plus(DRAIN_LIMIT).toNanos();
    loops.forEach(EventLoop::stop);
    // o8:end
    // o8:if database|nats|kafka
    connecting.interrupt();
    // o8:end
    server.drain(DRAIN_GRACE, DRAIN_LIMIT);
    // o8:if consumes
    boolean hasEnded = true;
    for (EventLoop loop : loops) {
      hasEnded &= loop.join(Duration.ofNanos(end - System.nanoTime()));
    }
    // An event that is still at hand needs them until the process ends.
    if (hasEnded) {
      connections.close();
    }
    // o8:end
    // o8:if database+!consumes|publishes+!consumes
    connections.close();
    // o8:end
    // o8:if metrics-port
    metricsServer.stop();
    // o8:end
  }
}
