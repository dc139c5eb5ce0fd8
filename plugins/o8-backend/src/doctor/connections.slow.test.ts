import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import {
  codesOf,
  NOTHING_KNOWN,
  useDemoFleet,
} from './__testUtils__/useDemoFleet';

const { fleet, fileOf, diagnoseAll, diagnoseOne } = useDemoFleet();

describe('a cluster that does not answer', () => {
  it.each<[string, object, string, string]>([
    [
      'is down',
      { fault: 'down' },
      'unreachable',
      'The cluster cannot be reached: connection ',
    ],
    [
      'hangs',
      { fault: 'hang' },
      'timeout',
      'The cluster does not answer (is it running, and does a firewall',
    ],
  ])('%s', async (_, fault, code, message) => {
    fleet().control.setFault('eu-1', fault as never);
    const found = await diagnoseOne({});
    expect(found).toMatchObject({
      ...NOTHING_KNOWN,
      connection: { state: 'failed', code, latencyMs: null },
    });
    expect(found.connection.message).toContain(message);
  });

  it('is not trusted', async () => {
    const found = await diagnoseOne({ caFile: undefined });
    expect(found).toMatchObject({
      ...NOTHING_KNOWN,
      connection: { state: 'failed', code: 'untrusted' },
    });
    expect(found.connection.message).toMatch(
      /^The certificate of the cluster is not trusted: \w+ \(look at "caFile"\)$/,
    );
  });

  it('has a file of certificates that is not there', async () => {
    const found = await diagnoseOne({ caFile: fileOf('no.crt') });
    expect(found.connection).toMatchObject({ code: 'untrusted' });
    expect(found.connection.message).toContain('cannot be read');
  });

  it('has a port where nobody listens', async () => {
    const url = `https://127.0.0.1:${await findClosedPort()}`;
    const found = await diagnoseOne({ url });
    expect(found).toMatchObject({
      ...NOTHING_KNOWN,
      connection: { state: 'failed', code: 'connectionRefused' },
    });
    expect(found.connection.message).toContain('connection refused (is it');
  });

  it('has a name that nobody knows', async () => {
    const found = await diagnoseOne({ url: 'https://nobody.invalid' });
    expect(found.connection).toMatchObject({ state: 'failed', code: 'dns' });
    expect(found.connection.message).toContain('look at the host in "url"');
  });

  it('is no trouble for the others', async () => {
    fleet().control.setFault('hub', { fault: 'hang' });
    fleet().control.setFault('us-1', { fault: 'down' });
    const all = await diagnoseAll();
    expect(all.map(({ ok }) => ok)).toEqual([false, true, false, true]);
    // Who deploys to it could not be found out.
    expect(codesOf(all[1].findings)).toEqual(['noArgoCd']);
  });
});

describe('a cluster that does not let us in', () => {
  it('refuses the token', async () => {
    const found = await diagnoseOne({ auth: { token: 'a-bad-token' } });
    expect(found).toMatchObject({
      ok: false,
      connection: { state: 'ok', latencyMs: expect.any(Number) },
      signIn: { state: 'refused' },
      kinds: [],
    });
    expect(found.signIn.message).toMatch(
      /^The cluster does not accept our token: .* \(look at "auth"\)$/,
    );
    expect(JSON.stringify(found)).not.toContain('a-bad-token');
  });

  it('wants a token', async () => {
    // Its version is told to everybody, so that only the next question shows it.
    const found = await diagnoseOne({ auth: undefined });
    expect(found).toMatchObject({
      ok: false,
      connection: { state: 'ok' },
      signIn: { state: 'refused' },
    });
  });

  it('has a token file that is not there', async () => {
    const tokenFile = fileOf('no.token');
    const found = await diagnoseOne({ auth: { tokenFile } });
    expect(found).toMatchObject({ ok: false, signIn: { state: 'refused' } });
    expect(found.signIn.message).toContain('token of the cluster cannot be');
  });

  it('fails at everything', async () => {
    fleet().control.setFault('eu-1', { fault: 'status', status: 500 });
    expect(await diagnoseOne({})).toMatchObject({
      ok: false,
      signIn: { state: 'unknown', message: expect.stringContaining('failed') },
      kinds: [],
    });
  });
});

async function findClosedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}
