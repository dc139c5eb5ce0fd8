import { startFleet } from '@orchestr8/o8-fleet';
import { readFile } from 'node:fs/promises';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { TLSSocket } from 'node:tls';
import { createTinyWorld } from './createTinyWorld';
import { sendJson } from './startFakeApi';

/** The files of an authority and of a certificate of it. */
export interface TestCertificates {
  caFile: string;
  certFile: string;
  keyFile: string;
}

/** Lets the demo fleet make certificates. */
export async function createCertificates(
  dataDir: string,
): Promise<TestCertificates> {
  const fleet = await startFleet({
    seed: 1,
    life: false,
    dataDir,
    world: createTinyWorld(0),
  });
  await fleet.close();
  return {
    caFile: path.join(dataDir, 'ca.crt'),
    certFile: path.join(dataDir, 'server.crt'),
    keyFile: path.join(dataDir, 'server.key'),
  };
}

/** Who asked: by which header, and by which certificate. */
export interface Caller {
  authorization: string | undefined;
  fingerprint: string | undefined;
}

/** An API over TLS that notes who asks; it accepts everybody but some tokens. */
export async function startTlsApi(certificates: TestCertificates) {
  const callers: Caller[] = [];
  const refused = new Set<string>();
  const server = https.createServer(
    {
      cert: await readFile(certificates.certFile),
      key: await readFile(certificates.keyFile),
      requestCert: true,
      // Which certificate it is, is what the tests look at.
      rejectUnauthorized: false,
    },
    (req, res) => {
      const { authorization } = req.headers;
      const { fingerprint256: fingerprint } = (
        req.socket as TLSSocket
      ).getPeerCertificate();
      callers.push({ authorization, fingerprint });
      const isRefused = refused.has(authorization?.split(' ')[1] ?? '');
      sendJson(res, isRefused ? { message: 'no' } : {}, isRefused ? 401 : 200);
    },
  );
  await new Promise<void>(resolve => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://localhost:${port}`,
    port: String(port),
    callers,
    refused,
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
