// o8:file !job|database|nats|kafka
package app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads variables and remembers what is wrong with them, so that all of it is told at once. */
final class Environment {
  private final Map<String, String> variables;
  private final List<String> problems = new ArrayList<>();

  Environment(Map<String, String> variables) {
    this.variables = variables;
  }

  /** A variable that has to be set; empty where it is not, as {@link #check} then tells. */
  String text(String name) {
    String value = optional(name);
    if (value.isEmpty()) {
      problems.add(name + " is not set");
    }
    return value;
  }

  /** A variable that may be left out; empty then. */
  String optional(String name) {
    return variables.getOrDefault(name, "");
  }

  boolean has(String name) {
    return !optional(name).isEmpty();
  }

  int port(String name) {
    String value = text(name);
    try {
      int port = Integer.parseInt(value);
      if (port >= 1 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      if (value.isEmpty()) {
        return 0;
      }
    }
    problems.add(name + " is no port: a whole number from 1 to 65535");
    return 0;
  }

  String oneOf(String name, String... allowed) {
    String value = text(name);
    if (!value.isEmpty() && !Arrays.asList(allowed).contains(value)) {
      problems.add(name + " is none of " + String.join(", ", allowed));
    }
    return value;
  }

  /** The path of a file that can be read. */
  Path file(String name) {
    Path path = Path.of(text(name));
    if (has(name) && !Files.isReadable(path)) {
      problems.add(name + " names a file that cannot be read");
    }
    return path;
  }

  /** The variables that begin so, by the rest of their names; at least one has to be there. */
  Map<String, String> withPrefix(String prefix) {
    Map<String, String> found = new TreeMap<>();
    variables.forEach(
        (name, value) -> {
          if (name.startsWith(prefix) && !value.isEmpty()) {
            found.put(name.substring(prefix.length()), value);
          }
        });
    if (found.isEmpty()) {
      problems.add(prefix + "* is not set");
    }
    return found;
  }

  void check() throws InvalidSettingsException {
    if (!problems.isEmpty()) {
      throw new InvalidSettingsException(problems);
    }
  }
}
