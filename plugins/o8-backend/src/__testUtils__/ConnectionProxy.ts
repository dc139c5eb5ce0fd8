import { connect, createServer, type Server, type Socket } from 'node:net';

/** Stands between two that talk over TCP, so that one can go away for the other. */
export class ConnectionProxy {
  readonly #target: { host: string; port: number };
  readonly #sockets = new Set<Socket>();
  #isAway = false;
  #server: Server | undefined;

  constructor(target: { host: string; port: number }) {
    this.#target = target;
  }

  /** Listens; resolves to its port. */
  async start(): Promise<number> {
    const server = createServer(socket => this.#carry(socket));
    this.#server = server;
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address();
    if (address === null || typeof address === 'string') {
      throw new Error('A server on a port has an address');
    }
    return address.port;
  }

  /** Ends every open connection; how many that were. New ones are let through. */
  cut(): number {
    const open = this.#sockets.size / 2;
    this.#sockets.forEach(socket => socket.destroy());
    return open;
  }

  /** Ends what is open, and refuses what comes. */
  leave(): void {
    this.#isAway = true;
    this.cut();
  }

  /** Lets connections through again. */
  comeBack(): void {
    this.#isAway = false;
  }

  async close(): Promise<void> {
    this.leave();
    await new Promise<void>(resolve => {
      this.#server?.close(() => resolve());
    });
  }

  #carry(client: Socket): void {
    if (this.#isAway) {
      client.destroy();
      return;
    }
    const upstream = connect(this.#target);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ]) {
      this.#sockets.add(from);
      from.pipe(to);
      // What breaks on one side ends the other: there is nobody to tell.
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
    }
  }
}
