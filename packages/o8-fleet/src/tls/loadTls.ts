import { createPrivateKey, X509Certificate } from 'node:crypto';
import path from 'node:path';
import {
  readIfPresent,
  writePrivateFile,
  writePublicFile,
} from '../dataFolder';
import {
  createAuthority,
  createServerCertificate,
  type KeyPair,
} from './createCertificates';

const DAY_MS = 24 * 60 * 60 * 1000;
const RENEW_BEFORE_MS = 30 * DAY_MS;
const HOST = 'localhost';

/** What an https server needs, and what its clients need to trust it. */
export interface Tls {
  /** The certificate of the authority, as PEM. */
  ca: string;
  caFile: string;
  cert: string;
  key: string;
}

/** Reads the certificates of a data folder, and makes what is missing or near its end. */
export async function loadTls(dataDir: string, now: Date): Promise<Tls> {
  const caFile = path.join(dataDir, 'ca.crt');
  const caFiles = { certificate: caFile, key: path.join(dataDir, 'ca.key') };
  const serverFiles = {
    certificate: path.join(dataDir, 'server.crt'),
    key: path.join(dataDir, 'server.key'),
  };
  let authority = await readPair(caFiles, now);
  if (!authority) {
    authority = await createAuthority(now);
    await writePair(caFiles, authority);
  }
  let server = await readPair(serverFiles, now);
  if (!server || !isIssuedBy(server, authority)) {
    server = await createServerCertificate(authority, now);
    await writePair(serverFiles, server);
  }
  const { certificate: cert, key } = server;
  return { ca: authority.certificate, caFile, cert, key };
}

interface PairFiles {
  certificate: string;
  key: string;
}

/** A pair that fits together and lives on for a while; else it is made again. */
async function readPair(
  files: PairFiles,
  now: Date,
): Promise<KeyPair | undefined> {
  const certificate = await readIfPresent(files.certificate);
  const key = await readIfPresent(files.key);
  if (!certificate || !key) {
    return undefined;
  }
  try {
    const parsed = new X509Certificate(certificate);
    const endMs = Date.parse(parsed.validTo);
    const isUsable =
      parsed.checkPrivateKey(createPrivateKey(key)) &&
      endMs - now.getTime() > RENEW_BEFORE_MS;
    return isUsable ? { certificate, key } : undefined;
  } catch {
    // Not PEM: a file that was cut or is something else.
    return undefined;
  }
}

async function writePair(files: PairFiles, pair: KeyPair): Promise<void> {
  // The key first: a certificate without its key would be trusted for nothing.
  await writePrivateFile(files.key, pair.key);
  await writePublicFile(files.certificate, pair.certificate);
}

function isIssuedBy(server: KeyPair, authority: KeyPair): boolean {
  const certificate = new X509Certificate(server.certificate);
  const issuer = new X509Certificate(authority.certificate);
  return (
    certificate.checkIssued(issuer) &&
    certificate.verify(issuer.publicKey) &&
    certificate.checkHost(HOST) !== undefined
  );
}
