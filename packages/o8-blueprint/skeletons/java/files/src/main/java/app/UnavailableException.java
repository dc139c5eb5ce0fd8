// o8:file database|publishes
package app;

/** Something that this module needs cannot be reached: callers may try again. */
final class UnavailableException extends Exception {
  private static final long serialVersionUID = 1;

  UnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
