import http from 'node:http';
import { buffer } from 'node:stream/consumers';

/** One request to 127.0.0.1, sent exactly as it is written. */
export function fetchRaw(options: {
  port: number;
  target: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}) {
  const { port, target, method = 'GET', headers, body } = options;
  return new Promise<{
    status: number;
    headers: http.IncomingHttpHeaders;
    text: string;
  }>((resolve, reject) => {
    const request = http.request(
      { host: '127.0.0.1', port, path: target, method, headers, agent: false },
      async answer => {
        try {
          const bytes = await buffer(answer);
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            text: bytes.toString('utf8'),
          });
        } catch (error) {
          reject(error);
        }
      },
    );
    request.once('error', reject);
    request.end(body);
  });
}
