import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';

/** Who owns the modules that the users called owner-1 and so on may see. */
const HALF = 'group:default/half';
const REST = 'group:default/rest';
// Each pass over all entities costs seconds of CPU that are not the plugin's.
const CATALOG_INTERVAL = { minutes: 30 };

/** Writes one file with an entity for each module: every second one belongs to the half. */
export async function writeCatalog({ folder, modules }) {
  const entities = modules.map((name, index) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, annotations: { 'orchestr8.io/module': name } },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: isOfHalf(index) ? HALF : REST,
      system: `system-${index % 40}`,
    },
  }));
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, 'modules.yaml');
  await writeFile(
    file,
    entities.map(entity => stringify(entity)).join('---\n'),
  );
  return file;
}

/** Whether the owners may see the module at this place of the list. */
export function isOfHalf(index) {
  return index % 2 === 0;
}

/** The configuration of the bench's backend, without where it listens. */
export function createConfig({ catalogFile, database, fleet }) {
  const { clusters, caFile, tokens } = fleet.description;
  return {
    backend: { database },
    catalog: {
      rules: [{ allow: ['Component'] }],
      locations: [{ type: 'file', target: catalogFile }],
      processingInterval: CATALOG_INTERVAL,
    },
    o8: {
      clusters: clusters.map(({ name, url }) => ({
        name,
        url,
        type: 'kubernetes',
        // The address by which an Argo CD of the fleet knows it.
        aliases: [`https://api.${name}.o8.example:6443`],
        caFile,
        auth: { token: tokens.reader },
      })),
    },
  };
}
