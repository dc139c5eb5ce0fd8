import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A backend that answers what a test says. */
export interface TestPortal {
  url: string;
  /** What was asked: paths with parameters. */
  asked: string[];
  /** The headers of the last request. */
  headers(): IncomingMessage['headers'];
  /** What it answers from now on. */
  answer: (url: URL) => {
    status?: number;
    headers?: Record<string, string>;
    body: unknown;
  };
  close(): Promise<void>;
}

/** Starts one on a port of its own. */
export async function startPortal(): Promise<TestPortal> {
  let headers: IncomingMessage['headers'] = {};
  const server = createServer();
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const portal: TestPortal = {
    url: `http://127.0.0.1:${port}`,
    asked: [],
    headers: () => headers,
    answer: () => ({ status: 404, body: {} }),
    close: () =>
      new Promise(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  server.on('request', (req, res) => {
    const url = new URL(req.url ?? '', portal.url);
    portal.asked.push(`${url.pathname}${decodeURIComponent(url.search)}`);
    headers = req.headers;
    const { status = 200, headers: more = {}, body } = portal.answer(url);
    res.statusCode = status;
    const isText = typeof body === 'string';
    res.setHeader('content-type', isText ? 'text/html' : 'application/json');
    Object.entries(more).forEach(([name, value]) => res.setHeader(name, value));
    res.end(isText ? body : JSON.stringify(body));
  });
  return portal;
}
