import http from 'node:http';

const LIMIT_MS = 30_000;

/**
 * One request to a module; answers what came back. Not `fetch`: it hides connections, on
 * which it matters here.
 */
export function request(port, target, { method = 'GET', agent, headers } = {}) {
  return new Promise((resolve, reject) => {
    const sent = http.request(
      {
        host: '127.0.0.1',
        port,
        path: target,
        method,
        headers: { 'content-length': 0, ...headers },
        // A connection of its own unless told otherwise.
        agent: agent ?? false,
        timeout: LIMIT_MS,
      },
      async response => {
        try {
          const chunks = [];
          for await (const chunk of response) {
            chunks.push(chunk);
          }
          resolve({
            status: response.statusCode,
            headers: response.headers,
            text: Buffer.concat(chunks).toString(),
          });
        } catch (error) {
          reject(error);
        }
      },
    );
    sent.once('timeout', () =>
      sent.destroy(new Error(`No answer within ${LIMIT_MS / 1000} s`)),
    );
    sent.once('error', error =>
      reject(Object.assign(error, { isReused: sent.reusedSocket })),
    );
    sent.end();
  });
}
