import { once } from 'node:events';
import https from 'node:https';
import net from 'node:net';
import os from 'node:os';
import { createDataDir } from '../__testUtils__';
import { loadTls, type Tls } from '../tls';
import { LoopbackServer } from './LoopbackServer';

const hasIpv6 = Object.values(os.networkInterfaces())
  .flat()
  .some(address => address?.address === '::1');

describe('LoopbackServer', () => {
  const dataDir = createDataDir();
  let tls: Tls;
  let server: LoopbackServer | undefined;
  beforeAll(async () => {
    tls = await loadTls(dataDir, new Date());
  });
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  const listen = (port = 0) =>
    LoopbackServer.listen({ port, tls, handler: (_req, res) => res.end('hi') });
  const get = (host: string, port: number) =>
    new Promise((resolve, reject) => {
      const options = { host, port, ca: tls.ca, agent: false } as const;
      https
        .get(options, res => resolve(res.resume().statusCode))
        .on('error', reject);
    });

  it('listens on every address of localhost', async () => {
    server = await listen();
    for (const host of [
      'localhost',
      '127.0.0.1',
      ...(hasIpv6 ? ['::1'] : []),
    ]) {
      expect(await get(host, server.port)).toBe(200);
    }
  });

  it('refuses a port that is taken', async () => {
    server = await listen();
    await expect(listen(server.port)).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });

  (hasIpv6 ? describe : describe.skip)('with IPv6 (else skipped)', () => {
    it('refuses a port that somebody else has on ::1', async () => {
      const other = net.createServer();
      await new Promise<void>(resolve => {
        other.listen(0, '::1', resolve);
      });
      const { port } = other.address() as net.AddressInfo;
      await expect(listen(port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
      // What it had already is given back.
      const again = net.createServer();
      await new Promise<void>((resolve, reject) => {
        again.once('error', reject).listen(port, '127.0.0.1', resolve);
      });
      again.close();
      other.close();
    });
  });

  it('ends connections that are in use', async () => {
    const hanging = await LoopbackServer.listen({
      port: 0,
      tls,
      handler: () => {},
    });
    const answer = get('127.0.0.1', hanging.port).then(
      () => 'answered',
      () => 'broken',
    );
    await new Promise(resolve => setTimeout(resolve, 50));
    await hanging.close();
    expect(await answer).toBe('broken');
  });

  it('ends connections that have not said a word', async () => {
    const silent = await LoopbackServer.listen({
      port: 0,
      tls,
      handler: () => {},
    });
    // No handshake of TLS: it is no connection of HTTP yet.
    const socket = net.connect(silent.port, '127.0.0.1');
    await once(socket, 'connect');
    const closed = once(socket, 'close');
    await silent.close();
    await closed;
    expect(socket.destroyed).toBe(true);
  });
});
