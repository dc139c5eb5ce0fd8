package app;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Where the process begins, and what it ends with. */
public final class Main {
  private static final Logger log = LoggerFactory.getLogger(Main.class);

  private Main() {}

  /** Runs the module; with the argument {@code migrate} only its migrations, where it has any. */
  public static void main(String[] args) {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    // A library's threads may still be there.
    System.exit(run(args, System.getenv()));
  }

  /** The exit code of what the arguments ask for. */
  static int run(String[] args, Map<String, String> variables) {
    try {
      // o8:if database
      if (args.length > 0 && args[0].equals("migrate")) {
        Migrations.run(variables);
        return 0;
      }
      // o8:end
      // o8:if job
      // o8:if database|nats|kafka
      JobRunner.run(Settings.read(variables));
      // o8:else
      JobRunner.run();
      // o8:end
      // o8:else
      Service.runUntilStopped(Settings.read(variables));
      // o8:end
      return 0;
      // o8:if !job|database|nats|kafka
    } catch (InvalidSettingsException e) {
      log.atError().addKeyValue("problems", e.problems()).log("Settings are missing or wrong");
      return 1;
      // o8:end
    } catch (Exception e) {
      log.error("Ended by an error", e);
      return 1;
    }
  }
}
