import type {
  Deployment,
  Verdict,
} from '@orchestr8/backstage-plugin-o8-common';
import type {
  AssessInput,
  KnownFact,
} from '@orchestr8/backstage-plugin-o8-node';
import { readApplication, type ApplicationValue } from '../../sources/argocd';
import { capVerdict } from '../capVerdict';
import { healthOf } from '../sourceHealth';

/**
 * Argo CD compares every few minutes. What it said longer ago than this it may say of
 * a world that is gone: its controller does not work.
 */
const COMPARED_PROMISE_MS = 60 * 60_000;

/** What Argo CD says of one Application, and how well that is. */
export function toDeployment(
  fact: KnownFact,
  input: Pick<AssessInput, 'module' | 'sources' | 'now'>,
): Deployment {
  const value = readApplication(fact);
  const { object, subject, evidenceAt } = fact;
  const health = healthOf(input.sources, 'argocd', object.cluster);
  const isCompared = input.now.getTime() <= comparedUntilMs(evidenceAt);
  const fresh = health.state === 'fresh' && isCompared;
  const verdict = judge(value, subject.cluster);
  const { cause, images, placeholder } = value;
  const waitingForImage = placeholder !== null && images.includes(placeholder);
  return {
    application: object,
    cluster: subject.cluster,
    destination: value.destination,
    namespace: value.namespace,
    environment: value.environment,
    // Facts of before have none.
    part: value.part ?? null,
    verdict: fresh ? verdict : capVerdict(verdict),
    sync: value.sync,
    health: value.health,
    version: waitingForImage ? null : findVersion(value, input.module),
    waitingForImage,
    revision: value.revision,
    deployedAt: value.deployedAt,
    deployedBy: value.deployedBy,
    cause: cause && {
      ...cause,
      object: cause.object && {
        ...cause.object,
        cluster: subject.cluster ?? value.destination,
      },
    },
    fresh,
    evidenceAt,
  };
}

/** Until when what Argo CD said last is believed. */
export function comparedUntilMs(evidenceAt: string | null): number {
  return evidenceAt === null
    ? -Infinity
    : Date.parse(evidenceAt) + COMPARED_PROMISE_MS;
}

const FAILED = ['Failed', 'Error'];
const RUNNING = ['Running', 'Terminating'];

function judge(value: ApplicationValue, cluster: string | null): Verdict {
  const { sync, health, operation, cause } = value;
  if (
    health === 'Degraded' ||
    health === 'Missing' ||
    cause?.type === 'condition' ||
    FAILED.includes(operation ?? '')
  ) {
    return 'bad';
  }
  // Nobody can look at what runs on a cluster that is not configured.
  if (sync === 'Unknown' || health === 'Unknown' || cluster === null) {
    return 'unknown';
  }
  if (RUNNING.includes(operation ?? '') || health === 'Progressing') {
    return 'busy';
  }
  return sync === 'OutOfSync' || health === 'Suspended' ? 'attention' : 'good';
}

/**
 * The tag of the image that is named after the module, or of the only one: with its
 * name, because it may be a placeholder's.
 */
function findVersion(
  { images, revision }: ApplicationValue,
  module: string,
): string | null {
  const named = images.find(image => {
    const path = image.split('@')[0].split('/').pop() ?? '';
    return path.split(':')[0] === module;
  });
  const image = named ?? (images.length === 1 ? images[0] : undefined);
  const [name, tag] = image?.split('@')[0].split('/').pop()?.split(':') ?? [];
  // A chart has a version instead of a commit.
  const isChart = /^v?\d+\.\d+\.\d+/.test(revision ?? '');
  const version = tag && !named ? `${name}:${tag}` : tag;
  return version ?? (isChart ? revision : null);
}
