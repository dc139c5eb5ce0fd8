/** Of all answers together: a hundred thousand modules are less. */
const MAX_BYTES = 256 * 1024 * 1024;

/**
 * A `fetch` for a server that may be anybody: it follows nobody to another address, with or
 * without the token, and what it reads has an end.
 */
export function createFetch(maxBytes = MAX_BYTES): typeof fetch {
  let leftBytes = maxBytes;
  return async (input, init) => {
    const response = await fetch(input, { ...init, redirect: 'manual' });
    const limit = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        leftBytes -= chunk.byteLength;
        if (leftBytes < 0) {
          controller.error(new Error('It answers more than can be read'));
          return;
        }
        controller.enqueue(chunk);
      },
    });
    return new Response(response.body?.pipeThrough(limit) ?? null, response);
  };
}
