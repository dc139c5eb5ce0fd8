import type { ResourceKind } from '@orchestr8/backstage-plugin-o8-node';
import type { z } from 'zod';
import type { ConnectionOptions, ServedKind } from './ClusterConnection';
import { ClusterError } from './ClusterError';
import { findServedKind, type ServedGroup } from './findServedKind';
import type { ApiClient } from './http';
import {
  aggregatedSchema,
  groupListSchema,
  parseAnswer,
  resourceListSchema,
  throwIfStatus,
  toGroupPath,
} from './kubernetesMessages';

const AGGREGATED = ['v2', 'v2beta1']
  .map(
    v =>
      `application/json;g=apidiscovery.k8s.io;v=${v};as=APIGroupDiscoveryList`,
  )
  .concat('application/json')
  .join(',');

type Group = ServedGroup | ClusterError;

/** Finds out what an API server has: in one answer where it can, else group by group. */
export class Discovery {
  readonly #client: ApiClient;

  constructor(client: ApiClient) {
    this.#client = client;
  }

  async find(
    kinds: ResourceKind[],
    options: ConnectionOptions,
  ): Promise<(ServedKind | ClusterError | null)[]> {
    const names = new Set(kinds.map(({ group }) => group));
    const groups = new Map<string, Group>();
    if (names.delete('')) {
      // Of one version for ever: there is nothing to look up first.
      groups.set('', await this.#tryGroup('', ['v1'], options));
    }
    if (names.size > 0) {
      const answer = await this.#get('/apis', AGGREGATED, options);
      const aggregated = aggregatedSchema.safeParse(answer).data;
      for (const name of names) {
        const group = aggregated
          ? toGroup(name, aggregated)
          : await this.#tryGroup(name, toVersions(name, answer), options);
        groups.set(name, group);
      }
    }
    return kinds.map(kind => {
      const group = groups.get(kind.group) ?? [];
      return group instanceof ClusterError
        ? group
        : findServedKind(kind, group);
    });
  }

  // An aggregated API whose server is away must not keep the others from being read.
  async #tryGroup(
    group: string,
    versions: string[],
    options: ConnectionOptions,
  ): Promise<Group> {
    const found: ServedGroup = [];
    try {
      for (const version of versions) {
        const path = toGroupPath(group, version);
        const { resources } = parseAnswer(
          resourceListSchema,
          await this.#get(path, 'application/json', options),
        );
        found.push({ version, resources });
      }
      return found;
    } catch (error) {
      if (error instanceof ClusterError && !error.concernsConnection) {
        return error;
      }
      throw error;
    }
  }

  async #get(
    path: string,
    accept: string,
    { signal }: ConnectionOptions,
  ): Promise<unknown> {
    const answer = await this.#client.getJson({ path, accept, signal });
    throwIfStatus(answer);
    return answer;
  }
}

function toGroup(
  name: string,
  { items }: z.output<typeof aggregatedSchema>,
): Group {
  const versions =
    items.find(({ metadata }) => metadata.name === name)?.versions ?? [];
  if (versions.some(({ freshness }) => freshness === 'Stale')) {
    // What stands there is what was so before its server went away, or nothing.
    return new ClusterError(
      'failed',
      `The cluster failed: the server of the API group ${name} does not say what it has`,
    );
  }
  return versions.map(({ version, resources }) => ({
    version,
    resources: (resources ?? []).flatMap(({ resource, responseKind }) =>
      responseKind ? [{ name: resource, kind: responseKind.kind }] : [],
    ),
  }));
}

function toVersions(name: string, answer: unknown): string[] {
  const { groups } = parseAnswer(groupListSchema, answer);
  const group = groups.find(candidate => candidate.name === name);
  const versions = group?.versions.map(({ version }) => version) ?? [];
  const preferred = group?.preferredVersion?.version;
  return preferred
    ? [preferred, ...versions.filter(version => version !== preferred)]
    : versions;
}
