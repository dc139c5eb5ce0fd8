import { z } from 'zod';
import { clusterSchema, toDestination } from './cluster';
import { checkEvents, eventsSchema } from './events';
import { egressSchema, meshSchema } from './network';
import { secretsSchema } from './secrets';

type Fail = (path: (string | number)[], message: string) => void;
type Cluster = z.output<typeof clusterSchema> | null;

/** Parts that are not well by themselves are left out: their own problems are told already. */
const partsSchema = z.object({
  clusters: z.array(clusterSchema.nullable().catch(null)).catch([]),
  mesh: meshSchema.prefault({}).nullable().catch(null),
  egress: egressSchema.optional().catch(undefined),
  secrets: secretsSchema.optional().catch(undefined),
  events: eventsSchema.optional().catch(undefined),
});

/** What the fields of a landing zone say together, also where others have problems. */
export function checkZone(
  input: unknown,
  { addIssue }: Pick<z.RefinementCtx, 'addIssue'>,
): void {
  const parts = partsSchema.safeParse(input);
  if (!parts.success) {
    return;
  }
  const { clusters, mesh, egress, secrets, events } = parts.data;
  const fail: Fail = (path, message) =>
    addIssue({ code: 'custom', path, message });
  checkNames(clusters, fail);
  checkDestinations(clusters, fail);
  checkDefault(clusters, fail);
  checkMesh(mesh, egress, fail);
  if (secrets) {
    checkSecrets(secrets, clusters, fail);
  }
  if (events) {
    checkEvents(events, secrets, fail);
  }
}

function checkNames(clusters: Cluster[], fail: Fail): void {
  const names = clusters.map(cluster => cluster?.name);
  names.forEach((name, index) => {
    if (name !== undefined && names.indexOf(name) < index) {
      fail(['clusters', index, 'name'], `"${name}" is there twice`);
    }
  });
}

/** Two names of one place: a module would be there twice, and fight with itself. */
function checkDestinations(clusters: Cluster[], fail: Fail): void {
  const destinations = clusters.map(each =>
    each ? toDestination(each) : null,
  );
  clusters.forEach((cluster, index) => {
    const first = destinations.indexOf(destinations[index]);
    const other = clusters[first];
    if (cluster && other && first < index && other.name !== cluster.name) {
      fail(
        ['clusters', index, 'argocd'],
        `is the same destination as that of "${other.name}"`,
      );
    }
  });
}

function checkDefault(clusters: Cluster[], fail: Fail): void {
  // One that could not be read may be it.
  if (
    clusters.length > 0 &&
    clusters.every(cluster => cluster?.default === false)
  ) {
    fail(['clusters'], 'needs at least one with "default: true"');
  }
}

function checkMesh(
  mesh: z.output<typeof meshSchema> | null,
  egress: z.output<typeof egressSchema> | undefined,
  fail: Fail,
): void {
  if (!mesh) {
    return;
  }
  if (mesh.mode !== 'sidecar' && mesh.revision !== undefined) {
    fail(['mesh', 'revision'], 'is for "mode: sidecar" only');
  }
  if (mesh.mode === 'none' && egress?.mode === 'gateway') {
    fail(
      ['egress', 'mode'],
      'needs a mesh, which leads requests to the gateway: say "mesh.mode: sidecar" or "ambient", or "egress.mode: cidr"',
    );
  }
}

function checkSecrets(
  { operator, store, certificates }: z.output<typeof secretsSchema>,
  clusters: Cluster[],
  fail: Fail,
): void {
  const known = [
    ...new Set(clusters.flatMap(cluster => (cluster ? [cluster.name] : []))),
  ];
  const isSealed = operator === 'sealed-secrets';
  if (isSealed && store) {
    fail(['secrets', 'store'], 'is for "operator: external-secrets" only');
  }
  if (!isSealed && !store) {
    fail(['secrets', 'store'], 'is missing: External Secrets reads from one');
  }
  if (!isSealed && certificates) {
    fail(['secrets', 'certificates'], 'is for "operator: sealed-secrets" only');
  }
  for (const cluster of Object.keys(certificates ?? {})) {
    if (!known.includes(cluster)) {
      fail(
        ['secrets', 'certificates', cluster],
        `is not a cluster of the landing zone, which has ${known.join(', ')}`,
      );
    }
  }
}
