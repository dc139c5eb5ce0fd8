import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import { cutMessage } from '../cutMessage';
import {
  looseFlag,
  looseList,
  looseName,
  looseNumber,
  looseObject,
  looseQuantity,
  looseText,
} from '../loose';
import {
  conditionsSchema,
  toConditions,
  type Conditions,
} from '../toConditions';

/** What is kept of a Cluster: `postgres.cluster`. */
export type PostgresClusterValue = {
  image: string | null;
  instances: number | null;
  ready: number | null;
  primary: string | null;
  /** In CloudNativePG's own words. */
  phase: string | null;
  reason: string | null;
  /** Where it copies from; null if it is written to itself. */
  replicaOf: string | null;
  /** The ObjectStore that its WAL goes to; null if nothing archives it. */
  archive: string | null;
  /** After how long a WAL file is archived that is not full. */
  archiveTimeout: string | null;
  conditions: Conditions;
};

const clusterSchema = looseObject({
  spec: looseObject({
    imageName: looseName,
    instances: looseNumber,
    replica: looseObject({
      enabled: looseFlag,
      primary: looseName,
      self: looseName,
      source: looseName,
    }),
    postgresql: looseObject({
      parameters: looseObject({ archive_timeout: looseQuantity }),
    }),
    plugins: looseList(
      looseObject({
        enabled: looseFlag,
        isWALArchiver: looseFlag,
        parameters: looseObject({ barmanObjectName: looseName }),
      }),
    ),
  }),
  status: looseObject({
    image: looseName,
    readyInstances: looseNumber,
    currentPrimary: looseName,
    phase: looseName,
    phaseReason: looseText,
    conditions: conditionsSchema,
  }),
});

/** What a Cluster says. */
export function toPostgresCluster(
  object: KubernetesObject,
): PostgresClusterValue {
  const { spec, status } = clusterSchema.parse(object);
  const archiver = spec.plugins.find(
    ({ enabled, isWALArchiver }) => isWALArchiver === true && enabled !== false,
  );
  return {
    image: spec.imageName ?? status.image ?? null,
    instances: spec.instances ?? null,
    ready: status.readyInstances ?? null,
    primary: status.currentPrimary ?? null,
    phase: status.phase ?? null,
    reason: cutMessage(status.phaseReason),
    replicaOf: toReplicaOf(spec.replica, object.metadata.name),
    archive: archiver?.parameters.barmanObjectName ?? null,
    archiveTimeout: spec.postgresql.parameters.archive_timeout ?? null,
    conditions: toConditions(status.conditions),
  };
}

// In a distributed topology the name of the primary decides, otherwise the switch.
function toReplicaOf(
  replica: {
    enabled?: boolean;
    primary?: string;
    self?: string;
    source?: string;
  },
  name: string,
): string | null {
  const { enabled, primary, self = name, source } = replica;
  const isReplica = enabled ?? (primary !== undefined && primary !== self);
  return isReplica ? primary ?? source ?? '' : null;
}
