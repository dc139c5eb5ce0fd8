import type { KubeConfig } from '@kubernetes/client-node';
import type { RequestOptions } from 'node:https';
import type { Access, TlsAccess } from './Access';

/** What the Kubernetes client would sign a request with: headers and certificates. */
export async function applyKubeConfig(
  kubeConfig: KubeConfig,
): Promise<Omit<Access, 'url'>> {
  const options: RequestOptions & { headers: Record<string, string> } = {
    headers: {},
  };
  await kubeConfig.applyToHTTPSOptions(options);
  const tls: TlsAccess = {};
  for (const part of ['ca', 'cert', 'key', 'servername'] as const) {
    const value = options[part];
    if (value) {
      tls[part] = value.toString();
    }
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(options.headers)) {
    headers[name.toLowerCase()] = value.trim();
  }
  const token = headers.authorization?.replace(/^Bearer /, '');
  return { headers, tls, secrets: token ? [token] : [] };
}
