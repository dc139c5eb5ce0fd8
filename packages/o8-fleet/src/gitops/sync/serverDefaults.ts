import { createHash } from 'node:crypto';
import type { KubeObject } from '../../types';
import { isKind, KINDS } from '../kinds';
import { isRecord } from '../render/parseManifests';
import { idOf, keyOfId } from '../tracking';

/** The class of claims that name none. */
const DEFAULT_CLASS = 'standard';

const JOB = {
  backoffLimit: 6,
  completionMode: 'NonIndexed',
  completions: 1,
  parallelism: 1,
  suspend: false,
};

const CRON_JOB = {
  concurrencyPolicy: 'Allow',
  failedJobsHistoryLimit: 1,
  successfulJobsHistoryLimit: 3,
  suspend: false,
};

/** What an API server and its admission add to an object that is written. */
export function withServerDefaults(
  object: KubeObject,
  cluster: string,
): KubeObject {
  const id = idOf(object);
  const status = isRecord(object.status) ? object.status : undefined;
  if (isKind(id, KINDS.namespace)) {
    const { metadata } = object;
    const labels = {
      ...metadata.labels,
      'kubernetes.io/metadata.name': metadata.name,
    };
    return {
      ...object,
      metadata: { ...metadata, labels },
      spec: { finalizers: ['kubernetes'], ...recordOf(object.spec) },
      status: status ?? { phase: 'Active' },
    };
  }
  if (isKind(id, KINDS.service)) {
    const address = addressOf(`${cluster}/${keyOfId(id)}`);
    return {
      ...object,
      spec: { type: 'ClusterIP', clusterIP: address, ...recordOf(object.spec) },
      status: status ?? { loadBalancer: {} },
    };
  }
  if (isKind(id, KINDS.volumeClaim)) {
    return {
      ...object,
      spec: {
        storageClassName: DEFAULT_CLASS,
        volumeMode: 'Filesystem',
        ...recordOf(object.spec),
      },
      status: status ?? { phase: 'Pending' },
    };
  }
  if (isKind(id, KINDS.autoscaler)) {
    return { ...object, spec: { minReplicas: 1, ...recordOf(object.spec) } };
  }
  if (isKind(id, KINDS.cronJob)) {
    return {
      ...object,
      spec: { ...CRON_JOB, ...recordOf(object.spec) },
      status: status ?? {},
    };
  }
  return isKind(id, KINDS.job) ? withJobDefaults(object) : object;
}

/** A Job finds its pods by its own UID. */
function withJobDefaults(job: KubeObject): KubeObject {
  const spec = recordOf(job.spec);
  const template = recordOf(spec.template);
  const metadata = recordOf(template.metadata);
  const { name, uid } = job.metadata;
  const matchLabels = { 'batch.kubernetes.io/controller-uid': uid };
  const labels = {
    ...recordOf(metadata.labels),
    ...matchLabels,
    'batch.kubernetes.io/job-name': name,
  };
  return {
    ...job,
    spec: {
      ...JOB,
      selector: { matchLabels },
      ...spec,
      template: { ...template, metadata: { ...metadata, labels } },
    },
    status: recordOf(job.status),
  };
}

function recordOf(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

/** The same Service has the same address again. */
function addressOf(key: string): string {
  const digest = createHash('sha256').update(key).digest();
  return `10.96.${digest[0]}.${2 + (digest[1] % 253)}`;
}
