import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { readIfPresent } from './readIfPresent';
import { writePrivateFile } from './writePrivateFile';

const TOKEN_BYTES = 32;
const TOKEN = /^[A-Za-z0-9_-]{20,}$/;

/** The tokens of a fleet. */
export interface FleetTokens {
  /** Reads what the read loop needs. */
  reader: string;
  /** Reads every kind but Secrets: for people who look at clusters. */
  viewer: string;
  /** Does everything on every cluster. */
  admin: string;
  /** For the control endpoint, and nothing else. */
  control: string;
  /** Pushes to the git host. */
  git: string;
  /** Of the account of every Argo CD that only reads. */
  argocd: string;
  /** The password of the user of every Argo CD. */
  argocdPassword: string;
}

/** Reads the tokens of a data folder; those that are missing are made at random. */
export async function loadTokens(dataDir: string): Promise<FleetTokens> {
  return {
    reader: await loadToken(path.join(dataDir, 'reader.token')),
    viewer: await loadToken(path.join(dataDir, 'viewer.token')),
    admin: await loadToken(path.join(dataDir, 'admin.token')),
    control: await loadToken(path.join(dataDir, 'control.token')),
    git: await loadToken(path.join(dataDir, 'git.token')),
    argocd: await loadToken(path.join(dataDir, 'argocd.token')),
    argocdPassword: await loadToken(path.join(dataDir, 'argocd.password')),
  };
}

async function loadToken(file: string): Promise<string> {
  const known = (await readIfPresent(file))?.trim();
  if (known && TOKEN.test(known)) {
    return known;
  }
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  // Without a newline: configuration includes the file as it is.
  await writePrivateFile(file, token);
  return token;
}
