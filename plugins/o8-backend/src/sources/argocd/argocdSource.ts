import type { JsonObject } from '@backstage/types';
import {
  ANNOTATION_PLACEHOLDER_IMAGE,
  HEALTH_STATUSES,
  LABEL_ENVIRONMENT,
  LABEL_PART,
  SYNC_STATUSES,
} from '@orchestr8/backstage-plugin-o8-common';
import type { Fact, Rec, Source } from '@orchestr8/backstage-plugin-o8-node';
import type { ApplicationValue, DeploymentValue } from './applicationFact';
import { applicationSchema, type Application } from './applicationSchema';
import { findCause } from './findCause';
import { toWarnings, toWish } from './toWish';
import { findOwner } from '../findOwner';
import { toTime } from '../toTime';

// The addresses by which Argo CD calls the cluster that it runs in.
const IN_CLUSTER = ['in-cluster', 'https://kubernetes.default.svc'];
const MAX_IMAGES = 20;
const MAX_REVISIONS = 5;

/** Applications of Argo CD, read as objects of the cluster that it runs in. */
export const argocdSource: Source = {
  id: 'argocd',
  kinds: [
    { group: 'argoproj.io', kind: 'Application', plural: 'applications' },
  ],
  // It runs where it likes: usually in a hub that deploys to other clusters.
  reach: 'anywhere',
  toFacts(object, { cluster, resolveCluster }) {
    const application = applicationSchema.parse({
      spec: object.spec ?? {},
      status: object.status ?? {},
    });
    const { name, server, namespace } = application.spec.destination;
    const address = name || server || '';
    const fact: Fact = {
      type: 'argocd.application',
      subject: {
        cluster: IN_CLUSTER.includes(address.replace(/\/$/, ''))
          ? cluster
          : resolveCluster(address),
        namespace: namespace ?? null,
      },
      places: true,
      evidenceAt: toTime(application.status.reconciledAt),
      value: toValue(application, {
        destination: address,
        environment: object.metadata.labels?.[LABEL_ENVIRONMENT] ?? null,
        part: toPart(object.metadata.labels?.[LABEL_PART]),
        applicationSet: findOwner(object, 'ApplicationSet'),
        placeholder:
          object.metadata.annotations?.[ANNOTATION_PLACEHOLDER_IMAGE] ?? null,
      }),
    };
    const deployment = toDeployment(fact, object.metadata.uid);
    return deployment ? [fact, deployment] : [fact];
  },
};

/**
 * The last deployment as a record: that it was stays, when the next one has taken its
 * place. What was deployed before the first look is Argo CD's to tell.
 */
function toDeployment(
  { subject, value }: Fact,
  uid: string | undefined,
): Rec | undefined {
  const { revision, deployedAt, deployedBy } = value as ApplicationValue &
    JsonObject;
  if (!uid || !deployedAt) {
    return undefined;
  }
  return {
    type: 'argocd.deployment',
    key: deployedAt,
    uid,
    subject,
    evidenceAt: deployedAt,
    value: { revision, by: deployedBy } satisfies DeploymentValue,
  };
}

function toValue(
  application: Application,
  known: Pick<
    ApplicationValue,
    'destination' | 'environment' | 'part' | 'applicationSet' | 'placeholder'
  >,
): ApplicationValue & JsonObject {
  const { status } = application;
  const last = status.history.reduce<(typeof status.history)[number] | null>(
    (newest, entry) =>
      (entry.deployedAt ?? '') >= (newest?.deployedAt ?? '') ? entry : newest,
    null,
  );
  const { username, automated } = last?.initiatedBy ?? {};
  return {
    ...known,
    namespace: application.spec.destination.namespace ?? '',
    sync: oneOf(SYNC_STATUSES, status.sync.status),
    health: oneOf(HEALTH_STATUSES, status.health.status),
    operation: status.operationState.phase ?? null,
    images: [...status.summary.images].sort().slice(0, MAX_IMAGES),
    revision: (last && toRevision(last)) ?? toRevision(status.sync),
    deployedAt: toTime(last?.deployedAt),
    deployedBy: username ?? (automated ? 'Argo CD' : null),
    cause: findCause(application),
    ...toWish(application),
    conditions: toWarnings(status.conditions),
  } as ApplicationValue & JsonObject;
}

/** Of several sources there are several, and the one of a single source is empty. */
function toRevision(of: {
  revision?: string;
  revisions: string[];
}): string | null {
  return of.revision || of.revisions.slice(0, MAX_REVISIONS).join(', ') || null;
}

function toPart(label: string | undefined): ApplicationValue['part'] {
  return label === 'workload' || label === 'boundary' ? label : null;
}

function oneOf<T extends string>(
  words: readonly (T | 'Unknown')[],
  word: string | undefined,
): T | 'Unknown' {
  return words.find(candidate => candidate === word) ?? 'Unknown';
}
