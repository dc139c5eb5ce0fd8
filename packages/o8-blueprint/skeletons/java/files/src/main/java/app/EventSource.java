// o8:file consumes
package app;

/** Where events come from; used by one thread at a time. */
interface EventSource extends AutoCloseable {
  /** Reaches it; throws where it cannot be reached, or is not there yet. */
  void open() throws Exception;

  /** Waits a little for events and processes them; false where none came. */
  boolean poll() throws Exception;

  @Override
  void close();
}
