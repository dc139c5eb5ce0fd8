// o8:file !job|database|nats|kafka
package app;

import java.util.List;

/** All that is wrong with the environment, by names of variables; never their values. */
final class InvalidSettingsException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  InvalidSettingsException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  List<String> problems() {
    return problems;
  }
}
