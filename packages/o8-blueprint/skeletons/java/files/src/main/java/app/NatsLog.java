// o8:file nats
package app;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.ErrorListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs that the connection is lost, and that it is back; not each attempt between. */
final class NatsLog implements ConnectionListener, ErrorListener {
  private static final Logger log = LoggerFactory.getLogger(NatsLog.class);

  private boolean isConnected;

  // The newer method calls this one, which has to be there.
  @SuppressWarnings("deprecation")
  @Override
  public synchronized void connectionEvent(Connection connection, Events event) {
    boolean isUp = event == Events.CONNECTED || event == Events.RECONNECTED;
    boolean isDown = event == Events.DISCONNECTED || event == Events.CLOSED;
    if (isUp && !isConnected) {
      log.info("Connected to NATS");
      isConnected = true;
    } else if (isDown && isConnected) {
      log.warn("Disconnected from NATS");
      isConnected = false;
    }
  }

  /** What comes now is wanted. */
  synchronized void end() {
    isConnected = false;
  }

  @Override
  public void errorOccurred(Connection connection, String error) {
    log.atWarn().addKeyValue("error", error).log("NATS tells of an error");
  }

  @Override
  public void exceptionOccurred(Connection connection, Exception exception) {
    log.debug("NATS client failed", exception);
  }
}
