import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Takes traces as an OpenTelemetry collector does, and keeps them as JSON texts. */
export async function startCollector() {
  const bodies: string[] = [];
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', chunk => chunks.push(chunk));
    req.on('end', () => {
      bodies.push(`${req.url} ${Buffer.concat(chunks).toString('utf8')}`);
      res.setHeader('Content-Type', 'application/json').end('{}');
    });
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    /** What came until now, each with the path that it came to. */
    bodies,
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
