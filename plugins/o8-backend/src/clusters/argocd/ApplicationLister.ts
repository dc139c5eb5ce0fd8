import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import { z } from 'zod';
import type { ServedKind } from '../ClusterConnection';
import { ClusterError } from '../ClusterError';
import type { ApiClient } from '../http';
import {
  invalidAnswer,
  parseAnswer,
  toObject,
  toSegment,
} from '../kubernetesMessages';

/** Which Applications are wanted. */
export interface ApplicationFilter {
  projects?: string[];
  appNamespaces?: string[];
}

/**
 * Argo CD knows only some fields by name, without versions, history, conditions and the
 * results of a sync: with these alone an Application would look other than in the
 * stream. So they only say which Applications there are, and the pages are in full.
 */
const INVENTORY_FIELDS = ['items.metadata.name', 'items.metadata.namespace'];
/** Versions before 3.5 know no part of a spec by name. */
const PROJECT_FIELDS = ['items.spec.project', 'items.spec'];

// By projects, because that is all that a page can be cut by.
const PAGE_SIZE = 500;
const MAX_PROJECTS = 100;

const inventorySchema = z.object({
  items: z
    .array(
      z.object({
        metadata: z.object({
          name: z.string(),
          namespace: z.string().default(''),
        }),
        spec: z
          .object({ project: z.string().default('') })
          .default({ project: '' })
          .catch({ project: '' }),
      }),
    )
    .nullish(),
});

type Inventory = z.output<typeof inventorySchema>;

const listSchema = z.object({ items: z.array(z.unknown()).nullish() });

/** Lists Applications so that thousands of them never come in one answer. */
export class ApplicationLister {
  readonly #client: ApiClient;
  readonly #filter: ApplicationFilter;

  constructor(client: ApiClient, filter: ApplicationFilter) {
    this.#client = client;
    this.#filter = filter;
  }

  /** The query that lists and streams have in common. */
  get query(): Record<string, string | string[] | undefined> {
    const { projects, appNamespaces = [] } = this.#filter;
    // The API knows one namespace or all.
    const [appNamespace] = appNamespaces.length === 1 ? appNamespaces : [];
    return { projects, appNamespace };
  }

  isWanted({ metadata }: KubernetesObject): boolean {
    return this.#isIn(metadata.namespace ?? '');
  }

  /** Page by page. */
  async *list(
    kind: ServedKind,
    signal: AbortSignal,
  ): AsyncGenerator<KubernetesObject[]> {
    const inventory = await this.#getInventory(signal);
    const items = (inventory.items ?? []).filter(({ metadata }) =>
      this.#isIn(metadata.namespace),
    );
    const missing = new Map(
      items.map(({ metadata }) => [toKey(metadata), metadata]),
    );
    for (const projects of toBatches(items.map(({ spec }) => spec.project))) {
      const page = await this.#get({ ...this.query, projects }, signal);
      const objects = (parseAnswer(listSchema, page).items ?? [])
        .map(item => toObject(item, kind))
        .filter(object => this.isWanted(object));
      objects.forEach(({ metadata }) => missing.delete(toKey(metadata)));
      yield objects;
    }
    yield await this.#getMoved([...missing.values()], kind, signal);
  }

  #isIn(namespace: string): boolean {
    return this.#filter.appNamespaces?.includes(namespace) ?? true;
  }

  async #getInventory(signal: AbortSignal): Promise<Inventory> {
    for (const field of PROJECT_FIELDS) {
      const fields = [...INVENTORY_FIELDS, field].join(',');
      const answer = await this.#get({ ...this.query, fields }, signal);
      const inventory = parseAnswer(inventorySchema, answer);
      if (inventory.items?.every(({ spec }) => spec.project) ?? true) {
        return inventory;
      }
    }
    throw invalidAnswer('an Application without a project');
  }

  // One that is in no page was deleted meanwhile, or moved to another project.
  async #getMoved(
    missing: { name: string; namespace?: string }[],
    kind: ServedKind,
    signal: AbortSignal,
  ): Promise<KubernetesObject[]> {
    const found: KubernetesObject[] = [];
    for (const { name, namespace } of missing) {
      try {
        const answer = await this.#client.getJson({
          path: `/api/v1/applications/${toSegment(name)}`,
          query: { appNamespace: namespace || undefined },
          signal,
        });
        found.push(toObject(answer, kind));
      } catch (error) {
        // It answers 403 also for what does not exist.
        const codes = ['notFound', 'forbidden'];
        if (!(error instanceof ClusterError) || !codes.includes(error.code)) {
          throw error;
        }
      }
    }
    return found.filter(object => this.isWanted(object));
  }

  async #get(
    query: Record<string, string | string[] | undefined>,
    signal: AbortSignal,
  ): Promise<unknown> {
    const path = '/api/v1/applications';
    return this.#client.getJson({ path, query, signal });
  }
}

function toKey({ name, namespace }: { name: string; namespace?: string }) {
  return `${namespace ?? ''}/${name}`;
}

/** Projects in groups that have about a page of Applications each. */
function toBatches(projects: string[]): string[][] {
  const sizes = new Map<string, number>();
  projects.forEach(name => sizes.set(name, (sizes.get(name) ?? 0) + 1));
  const batches: string[][] = [];
  let size = Infinity;
  for (const [name, count] of [...sizes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const last = batches.at(-1);
    if (!last || size + count > PAGE_SIZE || last.length >= MAX_PROJECTS) {
      batches.push([name]);
      size = count;
    } else {
      last.push(name);
      size += count;
    }
  }
  return batches;
}
