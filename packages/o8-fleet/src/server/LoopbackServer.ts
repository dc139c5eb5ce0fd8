import { isError } from '@backstage/errors';
import type { RequestListener } from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Tls } from '../tls';

const IPV4 = '127.0.0.1';
const IPV6 = '::1';
const NO_IPV6 = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL']);
const MAX_ATTEMPTS = 5;
// Longer than clients keep theirs, so that it is never this side that closes first.
const KEEP_ALIVE_TIMEOUT_MS = 65_000;

/** A server with every socket that it has accepted, also before it is one of TLS. */
interface Listener {
  server: https.Server;
  sockets: ReadonlySet<Socket>;
}

/** An https server on both loopback addresses: `localhost` may be either. */
export class LoopbackServer {
  readonly port: number;
  readonly #servers: Listener[];

  private constructor(port: number, servers: Listener[]) {
    this.port = port;
    this.#servers = servers;
  }

  /** Listens; port 0 takes one that is free on both addresses. */
  static async listen(options: {
    port: number;
    tls: Tls;
    handler: RequestListener;
  }): Promise<LoopbackServer> {
    for (let attempt = 1; ; attempt++) {
      const first = createServer(options);
      const port = await listenOn(first, options.port, IPV4);
      try {
        const second = await listenOnIpv6(createServer(options), port);
        return new LoopbackServer(port, [first, ...second]);
      } catch (error) {
        await close(first);
        if (options.port !== 0 || attempt >= MAX_ATTEMPTS) {
          throw error;
        }
      }
    }
  }

  /** Ends all connections, also those that are in use. */
  async close(): Promise<void> {
    await Promise.all(this.#servers.map(close));
  }
}

function createServer(options: {
  tls: Tls;
  handler: RequestListener;
}): Listener {
  const { cert, key } = options.tls;
  const server = https.createServer({ cert, key }, options.handler);
  server.keepAliveTimeout = KEEP_ALIVE_TIMEOUT_MS;
  const sockets = new Set<Socket>();
  server.on('connection', socket => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return { server, sockets };
}

function listenOn(
  { server }: Listener,
  port: number,
  host: string,
): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, () => {
      server.off('error', reject);
      const address = server.address() as AddressInfo;
      resolve(address.port);
    });
  });
}

/** A machine without IPv6 has only the other address. */
async function listenOnIpv6(
  listener: Listener,
  port: number,
): Promise<Listener[]> {
  try {
    await listenOn(listener, port, IPV6);
    return [listener];
  } catch (error) {
    if (isError(error) && NO_IPV6.has(String(error.code))) {
      return [];
    }
    throw error;
  }
}

function close({ server, sockets }: Listener): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close(error => (error ? reject(error) : resolve()));
    // The server itself would wait for those that have said nothing yet.
    for (const socket of sockets) socket.destroy();
  });
}
