import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import type { Fleet } from '@orchestr8/o8-fleet';
import type { Knex } from 'knex';
import stableStringify from 'safe-stable-stringify';
import type { O8Config } from '../../config';
import { createClusterResolver, FactIngest } from '../../facts';
import { mergeKinds, toKindKey } from '../../runner/mergeKinds';
import { builtInSources } from '../../sources';
import type { FactRow, FactStore } from '../../store';

/** Facts that are kept and not so, and such that are so and not kept. */
export interface Differences {
  missing: string[];
  unknown: string[];
}

/**
 * Compares everything that the engine keeps with what it would keep if it read the
 * fleet as it is now: nothing may be lost, and nothing left over.
 */
export async function compareWithTruth(options: {
  fleet: Fleet;
  config: O8Config;
  knex: Knex;
}): Promise<Differences> {
  const { fleet, config, knex } = options;
  const truth = await readTruth(fleet, config);
  const rows: KeptRow[] = await knex('facts')
    .whereNull('gone_at')
    .whereIn('observed_on', listCompared(config))
    .select('observed_on', 'kind', 'namespace', 'name', 'type', 'key', 'value');
  const kept = new Set(
    rows.map(row =>
      toLine({ ...row, observedOn: row.observed_on, value: parse(row.value) }),
    ),
  );
  return {
    missing: [...truth].filter(line => !kept.has(line)),
    unknown: [...kept].filter(line => !truth.has(line)),
  };
}

/** Those that are read by the same protocol by which the truth is known. */
function listCompared({ clusters }: O8Config): string[] {
  return clusters
    .filter(({ type }) => type === 'kubernetes')
    .map(({ name }) => name);
}

interface KeptRow extends Line {
  observed_on: string;
  value: string;
}

type Line = Pick<FactRow, 'kind' | 'namespace' | 'name' | 'type' | 'key'>;

function toLine(row: Line & { observedOn: string; value: unknown }): string {
  const { observedOn, kind, namespace, name, type, key, value } = row;
  const words = [observedOn, kind, namespace, name, type, key, value];
  // The database has no place for NUL.
  return stableStringify(words)!.replaceAll('\\u0000', '');
}

function parse(value: string): unknown {
  return JSON.parse(value);
}

async function readTruth(fleet: Fleet, config: O8Config): Promise<Set<string>> {
  const lines = new Set<string>();
  const ingest = new FactIngest({
    store: createCollector(rows => rows.forEach(row => lines.add(toLine(row)))),
    sources: builtInSources,
    resolveCluster: createClusterResolver(config.clusters),
    ownership: {
      platformNamespaces: new Set(config.mapping.platformNamespaces),
    },
    onTouched: () => undefined,
  });
  for (const [cluster, store] of fleet.stores) {
    if (!listCompared(config).includes(cluster)) {
      continue;
    }
    for (const kind of mergeKinds(builtInSources)) {
      const objects = store.list(kind).map(object =>
        kind.metadataOnly
          ? // All that a cluster gives of it.
            {
              apiVersion: object.apiVersion,
              kind: object.kind,
              metadata: object.metadata,
            }
          : object,
      );
      await ingest.apply({
        cluster,
        kindKey: toKindKey(kind),
        changed: objects as KubernetesObject[],
        deleted: [],
      });
    }
  }
  return lines;
}

function createCollector(take: (rows: FactRow[]) => void): FactStore {
  const nothing = { changed: 0, refreshed: 0, removed: 0, touched: [] };
  return {
    async apply({ rows }) {
      take(rows);
      return nothing;
    },
    sweep: async () => nothing,
    retain: async () => undefined,
  };
}
