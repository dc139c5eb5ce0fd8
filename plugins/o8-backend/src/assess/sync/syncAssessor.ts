import {
  VERDICTS,
  worstVerdict,
  type Deployment,
  type Headline,
  type SyncState,
  type Verdict,
} from '@orchestr8/backstage-plugin-o8-common';
import type {
  AssessInput,
  Assessor,
} from '@orchestr8/backstage-plugin-o8-node';
import { capVerdict } from '../capVerdict';
import { findEarliest } from '../findEarliest';
import { findTrouble, TROUBLES } from './findTrouble';
import { comparedUntilMs, toDeployment } from './toDeployment';

/** Whether what runs is what git says, by Argo CD's own word. */
export const syncAssessor: Assessor<SyncState> = {
  id: 'sync',
  needs: ['argocd.application'],
  // Argo CD's own word on an Application is true of it, whosever it is.
  showsClaimed: true,
  assess(input) {
    const deployments = input.facts
      .filter(({ type }) => type === 'argocd.application')
      .map(fact => toDeployment(fact, input))
      .sort(
        (a, b) =>
          VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) ||
          (a.application.name < b.application.name ? -1 : 1),
      );
    if (deployments.length === 0) {
      return {
        verdict: 'unknown',
        headline: { code: sayNothing(input), params: {} },
        deployments,
      };
    }
    const skewed = findSkew(deployments);
    const worst = worstVerdict([
      ...deployments.map(({ verdict }) => verdict),
      ...(skewed.length ? ['attention' as const] : []),
    ]);
    const verdict = isAllKnown(input) ? worst : capVerdict(worst);
    return {
      verdict,
      headline: toHeadline(verdict, deployments, skewed),
      deployments,
    };
  },
  validUntil({ now }, { deployments }) {
    const ends = deployments.map(each => comparedUntilMs(each.evidenceAt));
    return findEarliest(ends, now);
  },
};

function sayNothing(input: AssessInput): string {
  if (input.binding === 'conflict') {
    // Something may well be deployed: it is not said to whom it may not belong.
    return 'notConfirmed';
  }
  return isAllKnown(input) ? 'notDeployed' : 'notRead';
}

function isAllKnown({ sources, allRead, facts }: AssessInput): boolean {
  const isFresh = sources.every(
    ({ state }) => state === 'fresh' || state === 'unsupported',
  );
  const isDeployed = facts.some(({ type }) => type === 'argocd.application');
  return isFresh && (isDeployed || allRead);
}

/** The versions that deployments of one environment run side by side, if not all one. */
function findSkew(deployments: Deployment[]): string[] {
  const versions = new Map<string, Set<string>>();
  for (const { environment, version, verdict } of deployments) {
    // While one is on its way it is no skew yet.
    if (environment && version && verdict !== 'busy') {
      const seen = versions.get(environment) ?? new Set();
      versions.set(environment, seen.add(version));
    }
  }
  const skewed = [...versions.values()].find(set => set.size > 1);
  return skewed ? [...skewed].sort() : [];
}

/** A boundary counts with the workload inside: people count what runs, and where. */
function count(matching: Deployment[], all: Deployment[]): number {
  const workloads = all.filter(({ part }) => part !== 'boundary');
  const counted = matching.map(
    deployment =>
      (deployment.part === 'boundary' &&
        workloads.find(workload => isSamePlace(workload, deployment))) ||
      deployment,
  );
  return new Set(counted).size;
}

function isSamePlace(a: Deployment, b: Deployment): boolean {
  return (
    (a.cluster ?? a.destination) === (b.cluster ?? b.destination) &&
    a.namespace === b.namespace
  );
}

function toHeadline(
  verdict: Verdict,
  deployments: Deployment[],
  skewed: string[],
): Headline {
  const [worst] = deployments;
  const total = count(deployments, deployments);
  const about = (code: string, matches: (d: Deployment) => boolean) => ({
    code,
    params: { count: count(deployments.filter(matches), deployments), total },
  });

  if (verdict === 'good') {
    const workloads = deployments.filter(d => d.part !== 'boundary');
    if (workloads.length > 0 && workloads.every(d => d.waitingForImage)) {
      return { code: 'waitingForImage', params: { synced: total, total } };
    }
    const versions = [...new Set(workloads.map(d => d.version))];
    return {
      code: 'synced',
      params: {
        synced: total,
        total,
        ...(versions.length === 1 && versions[0]
          ? { version: versions[0] }
          : {}),
      },
    };
  }
  if (verdict === 'bad') {
    const found = deployments.map(findTrouble);
    const code =
      TROUBLES.find(trouble => found.includes(trouble)) ?? 'degraded';
    return about(code, d => findTrouble(d) === code);
  }
  if (verdict === 'attention') {
    if (worst.verdict !== 'attention') {
      return { code: 'skewed', params: { versions: skewed.join(', '), total } };
    }
    return worst.health === 'Suspended' && worst.sync === 'Synced'
      ? about('suspended', d => d.health === 'Suspended')
      : about('outOfSync', d => d.verdict === 'attention');
  }
  return verdict === 'busy'
    ? about('progressing', d => d.verdict === 'busy')
    : about('unknown', d => d.verdict === 'unknown' || !d.fresh);
}
