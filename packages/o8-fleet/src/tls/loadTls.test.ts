import { X509Certificate } from 'node:crypto';
import { rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createDataDir } from '../__testUtils__';
import { loadTls } from './loadTls';

const DAY_MS = 24 * 60 * 60 * 1000;

describe('loadTls', () => {
  const now = new Date();
  const dataDir = createDataDir();
  const later = (days: number) => new Date(now.getTime() + days * DAY_MS);
  const file = (name: string) => path.join(dataDir, name);

  beforeEach(async () => {
    for (const name of ['ca.crt', 'ca.key', 'server.crt', 'server.key']) {
      await rm(file(name), { force: true });
    }
  });

  it('makes an authority, and a certificate for all names of this machine', async () => {
    const { ca, cert, caFile } = await loadTls(dataDir, now);
    expect(caFile).toBe(file('ca.crt'));
    const authority = new X509Certificate(ca);
    const server = new X509Certificate(cert);
    expect(authority.ca).toBe(true);
    expect(server.ca).toBe(false);
    expect(server.verify(authority.publicKey)).toBe(true);
    expect(server.checkIssued(authority)).toBe(true);
    expect(server.checkHost('localhost')).toBe('localhost');
    expect(server.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(server.checkIP('::1')).toBe('::1');
    expect(server.checkHost('example.com')).toBeUndefined();
  });

  it('keeps keys to the owner', async () => {
    await loadTls(dataDir, now);
    const modeOf = async (name: string) =>
      (await stat(file(name))).mode & 0o777;
    expect(await modeOf('ca.key')).toBe(0o600);
    expect(await modeOf('server.key')).toBe(0o600);
    expect(await modeOf('ca.crt')).toBe(0o644);
  });

  it('is the same after a restart', async () => {
    const first = await loadTls(dataDir, now);
    expect(await loadTls(dataDir, later(300))).toEqual(first);
  });

  it('renews the server certificate near its end, by the same authority', async () => {
    const first = await loadTls(dataDir, now);
    const second = await loadTls(dataDir, later(380));
    expect(second.ca).toBe(first.ca);
    expect(second.cert).not.toBe(first.cert);
    expect(await loadTls(dataDir, later(380))).toEqual(second);
  });

  it.each(['ca.crt', 'ca.key'])('begins anew without %s', async name => {
    const first = await loadTls(dataDir, now);
    await rm(file(name));
    const second = await loadTls(dataDir, now);
    expect(second.ca).not.toBe(first.ca);
    expect(second.cert).not.toBe(first.cert);
    const authority = new X509Certificate(second.ca);
    expect(new X509Certificate(second.cert).verify(authority.publicKey)).toBe(
      true,
    );
  });

  it.each(['server.crt', 'server.key'])(
    'makes a broken %s again',
    async name => {
      const first = await loadTls(dataDir, now);
      await writeFile(file(name), 'broken');
      const second = await loadTls(dataDir, now);
      expect(second.ca).toBe(first.ca);
      expect(second.cert).not.toBe(first.cert);
    },
  );
});
