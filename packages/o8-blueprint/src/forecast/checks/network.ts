import { letsStrangersIn } from '../../check/meshRules';
import { findNetworkPolicyProblems } from '../../check/networkPolicyRules';
import { ofHostNetwork, ofMesh } from '../chartPods';
import { judgeExposure } from './exposure';
import {
  fails,
  inModule,
  inZone,
  ofKind,
  onEachCluster,
  satisfied,
  without,
  type Forecaster,
} from '../findings';
import { findPods, selects } from '../findPods';
import type { PlacementIndex, PlanIndex, PlannedObject } from '../indexPlan';
import { isInMesh } from '../mesh';
import { isRecord, readField, readList, readText } from '../readField';

const GROUP = 'networking.k8s.io';
const DIRECTIONS = ['Ingress', 'Egress'] as const;

/** Checks of the network. */
export const network: Record<string, Forecaster> = {
  'NET-1': index =>
    onEachCluster(index, at => {
      const policies = ownPolicies(index, at);
      const denies = DIRECTIONS.map(direction =>
        policies.find(policy => isDeny(policy, direction)),
      );
      const missing = DIRECTIONS.filter(
        (_, position) => denies[position] === undefined,
      );
      const open = policies.filter(isOpen);
      if (missing.length > 0) {
        return fails(
          `No NetworkPolicy denies ${missing
            .join(' and ')
            .toLowerCase()} of all pods.`,
        );
      }
      return open.length > 0
        ? fails('A policy undoes the default deny.', { objects: open })
        : ofHostNetwork(index) ??
            satisfied(
              'Everything that no policy allows is denied, in both directions.',
              denies.flatMap(policy => policy ?? []),
            );
    }),

  'NET-2': index =>
    onEachCluster(index, at => {
      const policies = ownPolicies(index, at);
      const everyPod = DIRECTIONS.map(direction =>
        policies.find(
          policy => isFor(policy, direction) && hasEveryPod(policy),
        ),
      );
      if (everyPod.every(policy => policy !== undefined)) {
        return (
          ofHostNetwork(index) ??
          satisfied('A policy selects every pod, for each direction.', everyPod)
        );
      }
      const pods = findPods(at);
      const covering = pods.map(({ labels }) =>
        DIRECTIONS.map(direction =>
          policies.find(
            policy =>
              isFor(policy, direction) &&
              selects(readField(policy.object, 'spec.podSelector'), labels),
          ),
        ),
      );
      const isCovered =
        pods.length > 0 && covering.flat().every(policy => policy);
      return isCovered
        ? satisfied(
            'Each planned pod is selected, for each direction.',
            covering.flat().flatMap(policy => policy ?? []),
          )
        : fails('There are pods that no policy selects.');
    }),

  'NET-3': index =>
    onEachCluster(index, at => {
      const policies = ofKind(at.boundary, GROUP, 'NetworkPolicy');
      const open = policies.filter(isOpen);
      if (open.length > 0) {
        return fails('A policy allows traffic from or to everywhere.', {
          objects: open,
          changes: inModule('spec.dependsOn'),
        });
      }
      return policies.some(policy => isOwn(index, policy))
        ? satisfied('Each rule names its peers.', policies)
        : fails('No NetworkPolicy is planned: everything is allowed.');
    }),

  'NET-4': index =>
    onEachCluster(index, at => {
      if (index.plan.zone.spec.mesh.mode === 'none') {
        return fails('The clusters are in no mesh.', {
          changes: inZone('spec.mesh.mode'),
        });
      }
      const policies = ofKind(
        at.boundary,
        'security.istio.io',
        'AuthorizationPolicy',
      ).filter(policy => isOwn(index, policy));
      const open = policies.filter(allowsAll);
      if (open.length > 0) {
        return fails('The mesh lets everybody in.', { objects: open });
      }
      const denies = policies.filter(isDenyAll);
      if (denies.length > 0 && !isInMesh(index, at)) {
        return fails('The namespace or its pods are not in the mesh.');
      }
      return denies.length > 0
        ? ofMesh(index) ??
            satisfied('The mesh refuses callers that no policy allows.', denies)
        : without(
            'not-checked',
            'No AuthorizationPolicy that refuses everybody is planned; whether the mesh has one for all namespaces is not known here.',
          );
    }),

  'NET-5': index => onEachCluster(index, at => judgeExposure(index, at)),
};

function isOwn({ name }: PlanIndex, { object }: PlannedObject): boolean {
  return object.metadata.namespace === name;
}

function ownPolicies(index: PlanIndex, at: PlacementIndex): PlannedObject[] {
  return ofKind(at.boundary, GROUP, 'NetworkPolicy').filter(policy =>
    isOwn(index, policy),
  );
}

function isOpen({ object }: PlannedObject): boolean {
  return findNetworkPolicyProblems(object.spec).length > 0;
}

type Direction = (typeof DIRECTIONS)[number];

function isFor({ object }: PlannedObject, direction: Direction): boolean {
  return readList(object, 'spec.policyTypes').includes(direction);
}

function hasEveryPod({ object }: PlannedObject): boolean {
  const selector = readField(object, 'spec.podSelector');
  return isRecord(selector) && Object.keys(selector).length === 0;
}

function isDeny(policy: PlannedObject, direction: Direction): boolean {
  return (
    hasEveryPod(policy) &&
    isFor(policy, direction) &&
    readList(policy.object, `spec.${direction.toLowerCase()}`).length === 0
  );
}

/** A policy that allows, and names nothing that it allows. */
function isDenyAll({ object }: PlannedObject): boolean {
  return (
    ['ALLOW', undefined].includes(readText(object, 'spec.action')) &&
    readList(object, 'spec.rules').length === 0 &&
    isForAll(object)
  );
}

function isForAll(object: object): boolean {
  return ['selector', 'targetRef', 'targetRefs'].every(
    field => readField(object, `spec.${field}`) === undefined,
  );
}

/** A policy with a rule that does not say by name whom it lets in. */
function allowsAll({ object }: PlannedObject): boolean {
  return (
    readList(object, 'spec.rules').length > 0 && letsStrangersIn(object.spec)
  );
}
