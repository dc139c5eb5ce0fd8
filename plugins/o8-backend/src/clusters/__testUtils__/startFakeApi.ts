import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers one request, in whatever way a test needs. */
export type FakeHandler = (
  req: http.IncomingMessage,
  res: http.ServerResponse,
) => void;

/** An API server that does what it is told: for answers that no real one would give. */
export async function startFakeApi(handler: FakeHandler) {
  const requests: {
    method: string;
    url: string;
    headers: http.IncomingHttpHeaders;
  }[] = [];
  const server = http.createServer((req, res) => {
    const { method = '', url = '', headers } = req;
    requests.push({ method, url, headers });
    handler(req, res);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

/** Answers with JSON. */
export function sendJson(
  res: http.ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  res.writeHead(status, { 'content-type': 'application/json', ...headers });
  res.end(JSON.stringify(body));
}
