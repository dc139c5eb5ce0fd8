/**
 * The lines of a stream of bytes, without their ends. A rest without an end is not a
 * line: whoever sent it was cut off. `onRest` is told it.
 *
 * Throws a `RangeError` when a line gets longer than `maxBytes`.
 */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array>,
  options: { maxBytes: number; onRest?: (rest: string) => void },
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let parts: string[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    const pieces = decoder.decode(chunk, { stream: true }).split('\n');
    for (const piece of pieces.slice(0, -1)) {
      parts.push(piece);
      yield parts.join('');
      parts = [];
      bytes = 0;
    }
    const rest = pieces[pieces.length - 1];
    parts.push(rest);
    bytes += rest.length;
    if (bytes > options.maxBytes) {
      throw new RangeError(`A line is longer than ${options.maxBytes} bytes`);
    }
  }
  const rest = parts.join('');
  if (rest) {
    options.onRest?.(rest);
  }
}
