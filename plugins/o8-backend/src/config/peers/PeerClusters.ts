import type { z } from 'zod';
import type { ClusterConfig } from '../ClusterConfig';
import { toDnsLabel } from '../dnsLabel';
import { argocdSchema, toArgocdCluster } from './argocdPeer';
import { kubernetesSchema, toKubernetesCluster } from './kubernetesPeer';

/** A cluster of another plugin; its name is as free as people are. */
export type PeerCluster =
  | Named<Extract<ClusterConfig, { type: 'kubernetes' }>>
  | Named<Extract<ClusterConfig, { type: 'argocd' }>>
  | Named<Extract<ClusterConfig, { type: 'unsupported' }>>;

type Named<T> = Omit<T, 'name' | 'title' | 'aliases'> & {
  name: string;
  title?: string;
};

/**
 * The configured clusters, and what the configuration of other plugins adds to them.
 * Names become DNS labels and stay unique; what became of them is told in `notices`.
 */
export class PeerClusters {
  readonly clusters: ClusterConfig[];
  readonly notices: string[] = [];
  readonly problems: string[] = [];

  constructor(own: ClusterConfig[]) {
    this.clusters = own.map(cluster => ({
      ...cluster,
      aliases: [...cluster.aliases],
    }));
  }

  /** The clusters of the Kubernetes plugin, for `o8.clusters: kubernetes`. */
  addKubernetes(input: unknown): void {
    const methods = this.#parse(kubernetesSchema, input, [
      'kubernetes',
    ])?.clusterLocatorMethods;
    if (input === undefined) {
      this.problems.push(
        '  kubernetes.clusterLocatorMethods: is required while o8.clusters is "kubernetes"',
      );
    }
    methods?.forEach((method, index) => {
      const path = `kubernetes.clusterLocatorMethods[${index}]`;
      if (method.type === 'config') {
        method.clusters.forEach((cluster, position) =>
          this.#add(
            toKubernetesCluster(cluster),
            `${path}.clusters[${position}]`,
          ),
        );
      } else if (method.type === 'localKubectlProxy') {
        const url = 'http://localhost:8001';
        this.#add({ type: 'kubernetes', name: 'local', url }, path);
      } else {
        const { type } = method;
        const reason = `Clusters that the Kubernetes plugin finds by "${type}" are not read: list them in o8.clusters`;
        const name = `kubernetes-${type}`;
        this.#add({ type: 'unsupported', name, reason }, path);
      }
    });
  }

  /** The instances of an Argo CD plugin, but for those that are configured here. */
  addArgocd(input: unknown): void {
    const argocd = this.#parse(argocdSchema, input ?? {}, ['argocd']);
    argocd?.appLocatorMethods.forEach((method, index) => {
      const path = `argocd.appLocatorMethods[${index}]`;
      if (method.type !== 'config') {
        const reason = `Instances that an Argo CD plugin finds by "${method.type}" are not read: list them in o8.clusters`;
        const name = `argocd-${method.type}`;
        this.#add({ type: 'unsupported', name, reason }, path);
        return;
      }
      method.instances.forEach((instance, position) => {
        const place = `${path}.instances[${position}]`;
        const { name, url } = instance;
        const same = this.clusters.find(
          cluster =>
            cluster.name === name ||
            (cluster.url !== undefined && isSameUrl(cluster.url, url)),
        );
        if (same) {
          this.#giveAlias(same, name);
          this.notices.push(`${place} is the cluster "${same.name}"`);
        } else {
          this.#add(toArgocdCluster(instance, argocd), place);
        }
      });
    });
  }

  #add(peer: PeerCluster, path: string): void {
    const label = toDnsLabel(peer.name);
    if (!label) {
      this.problems.push(
        `  ${path}.name: has no letter or digit of a DNS label (a-z, 0-9)`,
      );
      return;
    }
    const name = this.#toFreeName(label);
    if (name !== peer.name) {
      this.notices.push(`${path} is called "${name}"`);
    }
    const cluster: ClusterConfig = {
      ...peer,
      name,
      title: peer.title ?? peer.name,
      aliases: [],
    };
    this.clusters.push(cluster);
    this.#giveAlias(cluster, peer.name);
  }

  #toFreeName(label: string): string {
    let name = label;
    for (let number = 2; this.#isTaken(name); number++) {
      const ending = `-${number}`;
      name = label.slice(0, 63 - ending.length).replace(/-+$/, '') + ending;
    }
    return name;
  }

  // What means two clusters would mean none: the first keeps it.
  #giveAlias(cluster: ClusterConfig, alias: string): void {
    if (!this.#isTaken(alias)) {
      cluster.aliases.push(alias);
    }
  }

  #isTaken(name: string): boolean {
    return this.clusters.some(
      cluster => cluster.name === name || cluster.aliases.includes(name),
    );
  }

  #parse<T>(
    schema: z.ZodType<T>,
    input: unknown,
    path: string[],
  ): T | undefined {
    const { data, error } = schema.safeParse(input ?? {});
    for (const issue of error?.issues ?? []) {
      const place = toPath([...path, ...issue.path]);
      this.problems.push(`  ${place}: ${issue.message}`);
    }
    return data;
  }
}

function toPath(path: PropertyKey[]): string {
  return path
    .map(part => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .slice(1);
}

function isSameUrl(a: string, b: string): boolean {
  return normalize(a) === normalize(b);
}

function normalize(url: string): string {
  return URL.canParse(url) ? new URL(url).href.replace(/\/+$/, '') : url;
}
