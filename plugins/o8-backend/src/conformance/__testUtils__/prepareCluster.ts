import { startFleet, type Fleet } from '@orchestr8/o8-fleet';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import { ConnectionProxy } from '../../__testUtils__/ConnectionProxy';
import { AdminApi, readAccess, type AdminAccess } from './AdminApi';

/** A cluster that the suite may write to, and a way for the engine to it. */
export interface PreparedCluster {
  name: string;
  admin: AdminApi;
  /** Between the engine and the cluster. */
  proxy: ConnectionProxy;
  /** Leads the engine through the proxy. */
  kubeconfig: string;
  close(): Promise<void>;
}

/**
 * The cluster of O8_CONFORMANCE_KUBECONFIG; without it one of the demo fleet, so that
 * the suite itself is tried wherever it runs.
 */
export async function prepareCluster(folder: string): Promise<PreparedCluster> {
  const file = process.env.O8_CONFORMANCE_KUBECONFIG;
  const fleet = file
    ? undefined
    : await startFleet({
        seed: 1,
        dataDir: path.join(folder, 'fleet'),
        life: false,
        modules: 1,
        clusters: 1,
      });
  const access = file ? await readAccess(file) : toAccess(fleet!);
  const server = new URL(access.server);
  const proxy = new ConnectionProxy({
    host: server.hostname,
    port: Number(server.port || 443),
  });
  const port = await proxy.start();
  const kubeconfig = path.join(folder, 'kubeconfig.yaml');
  await writeFile(kubeconfig, stringify(createKubeconfig(access, port)), {
    mode: 0o600,
  });
  const admin = new AdminApi(access);
  return {
    name: file ? server.host : 'a cluster of the demo fleet',
    admin,
    proxy,
    kubeconfig,
    async close() {
      await admin.close();
      await proxy.close();
      await fleet?.close();
    },
  };
}

function toAccess(fleet: Fleet): AdminAccess {
  return {
    server: fleet.clusters[0].url,
    ca: fleet.ca,
    token: fleet.tokens.admin,
  };
}

function createKubeconfig(access: AdminAccess, port: number) {
  const { ca, token, cert, key } = access;
  const server = new URL(access.server);
  const host = server.hostname;
  server.hostname = '127.0.0.1';
  server.port = String(port);
  const encode = (text: string | undefined) =>
    text && Buffer.from(text).toString('base64');
  return {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'conformance',
    contexts: [
      {
        name: 'conformance',
        context: { cluster: 'conformance', user: 'conformance' },
      },
    ],
    clusters: [
      {
        name: 'conformance',
        cluster: {
          server: server.href,
          // Its certificate is for its own name, and not for the proxy's.
          'tls-server-name': host,
          'certificate-authority-data': encode(ca),
        },
      },
    ],
    users: [
      {
        name: 'conformance',
        user: {
          token,
          'client-certificate-data': encode(cert),
          'client-key-data': encode(key),
        },
      },
    ],
  };
}
