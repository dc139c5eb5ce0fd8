import type {
  Deployment,
  ModuleDetail,
} from '@orchestr8/backstage-plugin-o8-common';
import type { ReactNode } from 'react';
import type { Translate } from '../../translation';
import { Age } from '../Age';
import { EvidenceList, type EvidenceEntry } from '../Evidence';
import type { FacetRow } from '../FacetCard';
import { toTone } from '../Status';
import { findSyncRemedy } from './findSyncRemedy';

/** Options of {@link toSyncRow}. */
export interface SyncRowOptions {
  deployment: Deployment;
  detail: ModuleDetail;
  isCurrent: boolean;
}

/** One Application as a row: where, how it is, what version, and why not well. */
export function toSyncRow(t: Translate, options: SyncRowOptions): FacetRow {
  const { deployment, detail, isCurrent } = options;
  const { application, sync, health, verdict, cause, fresh } = deployment;
  const isFresh = fresh && isCurrent;
  const remedy = findSyncRemedy(deployment);
  return {
    id: [application.cluster, application.namespace, application.name].join(),
    title: sayPlace(t, deployment, detail),
    status: {
      tone: toTone(verdict, isFresh),
      label: t('sync.status', { sync, health }),
    },
    details: sayDeployment(t, deployment),
    cause: cause ? sayCause(t, cause) : undefined,
    asOf: isFresh ? undefined : deployment.evidenceAt,
    evidence: (
      <EvidenceList
        clusterTitles={detail.clusterTitles}
        remedy={remedy && t(`sync.remedy.${remedy}`)}
        entries={toEvidence(t, deployment)}
      />
    ),
  };
}

function sayPlace(
  t: Translate,
  deployment: Deployment,
  detail: ModuleDetail,
): string {
  const { cluster, destination, application } = deployment;
  const place =
    cluster === null
      ? t('sync.unresolved', { destination })
      : detail.clusterTitles[cluster] ?? cluster;
  if (deployment.part === 'boundary') {
    return t('sync.boundary', { cluster: place });
  }
  const isAlone =
    detail.facets.sync.state.deployments.filter(
      other =>
        other.part !== 'boundary' &&
        other.cluster === cluster &&
        other.destination === destination,
    ).length === 1;
  return isAlone
    ? place
    : t('sync.withApplication', {
        cluster: place,
        application: application.name,
      });
}

function sayDeployment(t: Translate, deployment: Deployment): ReactNode {
  const { deployedAt, deployedBy } = deployment;
  const version = sayVersion(t, deployment);
  if (deployedAt === null) {
    return t('sync.neverDeployed', { version });
  }
  const age = <Age time={deployedAt} />;
  return deployedBy === null
    ? t('sync.deployed', { version, age })
    : t('sync.deployedBy', { version, age, by: deployedBy });
}

function sayVersion(
  t: Translate,
  { part, version, waitingForImage }: Deployment,
): string {
  if (part === 'boundary') {
    return t('sync.boundaryContent');
  }
  return waitingForImage
    ? t('sync.waitingForImage')
    : version ?? t('sync.noVersion');
}

function sayCause(
  t: Translate,
  { reason, message }: NonNullable<Deployment['cause']>,
): string {
  return reason && message
    ? t('sync.cause', { reason, message })
    : reason || message;
}

function toEvidence(t: Translate, deployment: Deployment): EvidenceEntry[] {
  const { application, sync, health, cause, revision, evidenceAt } = deployment;
  const entry: EvidenceEntry = {
    object: application,
    expected: t('sync.status', { sync: 'Synced', health: 'Healthy' }),
    found: t('sync.status', { sync, health }),
    revision,
    at: evidenceAt,
  };
  if (!cause) {
    return [entry];
  }
  // A cause without an object of its own was noticed on the Application.
  return [
    {
      object: cause.object ?? application,
      found: cause.reason,
      message: cause.message,
      since: cause.since,
    },
    entry,
  ];
}
