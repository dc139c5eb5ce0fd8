import { exposureOf } from '../../emitters/module/exposure';
import { guardName } from '../../systems/gateway/routeGuard';
import { ofHostNetwork } from '../chartPods';
import {
  fails,
  inModule,
  inNamespace,
  ofKind,
  satisfied,
  without,
  type Finding,
} from '../findings';
import type { PlacementIndex, PlanIndex, PlannedObject } from '../indexPlan';
import { letsIn, ownProjects } from '../projects';
import { isRecord, readField, readList, readText } from '../readField';

const ADMISSION = 'admissionregistration.k8s.io';

/** Whether the only ways in to a module from outside of the cluster are declared. */
export function judgeExposure(index: PlanIndex, at: PlacementIndex): Finding {
  const services = ofKind(at.workload, '', 'Service');
  const open = services.filter(
    ({ object }) =>
      (readText(object, 'spec.type') ?? 'ClusterIP') !== 'ClusterIP',
  );
  if (open.length > 0) {
    return fails('A Service opens a port of nodes or load balancers.', {
      objects: open,
    });
  }
  const isPublic = exposureOf(index.plan.spec) === 'public';
  const routes = at.workload.filter(leadsIn);
  if (routes.length > 0 && !isPublic) {
    return fails(
      'A route leads in from outside, and the exposure is not public.',
      {
        objects: routes,
        changes: inModule('spec.exposure'),
      },
    );
  }
  const quotas = inNamespace(
    index,
    ofKind(at.boundary, '', 'ResourceQuota'),
  ).filter(({ object }) =>
    ['services.loadbalancers', 'services.nodeports'].every(
      key => readHard(object, key) === '0',
    ),
  );
  if (quotas.length === 0) {
    return fails('No ResourceQuota forbids load balancers and node ports.');
  }
  const projects = ownProjects(index);
  const guards = findRouteGuards(index, at);
  const isRoutable = projects.some(project =>
    letsIn(
      project,
      ({ kind }) =>
        isRoute(kind) && !guards.resources.has(`${kind.toLowerCase()}s`),
    ),
  );
  if (projects.length === 0 || isRoutable) {
    return without(
      'not-checked',
      'No project keeps the module from writing routes of its own.',
    );
  }
  return (
    ofHostNetwork(index) ??
    satisfied('The only ways in are those that are declared.', [
      ...services,
      ...routes,
      ...quotas,
      ...projects,
      ...guards.objects,
    ])
  );
}

/** The resources that the admission of a cluster keeps to approved hosts. */
function findRouteGuards(
  { name }: PlanIndex,
  { boundary }: PlacementIndex,
): { resources: Set<string>; objects: PlannedObject[] } {
  const policies = ofKind(
    boundary,
    ADMISSION,
    'ValidatingAdmissionPolicy',
  ).filter(
    ({ object }) =>
      object.metadata.name === guardName(name) &&
      readText(object, 'spec.failurePolicy') === 'Fail',
  );
  const bindings = ofKind(
    boundary,
    ADMISSION,
    'ValidatingAdmissionPolicyBinding',
  ).filter(
    ({ object }) =>
      readText(object, 'spec.policyName') === guardName(name) &&
      readList(object, 'spec.validationActions').includes('Deny'),
  );
  const rules = policies.flatMap(({ object }) =>
    readList(object, 'spec.matchConstraints.resourceRules'),
  );
  const resources = rules.flatMap(rule => readList(rule, 'resources'));
  return {
    resources: new Set(
      bindings.length > 0
        ? resources.filter(each => typeof each === 'string')
        : [],
    ),
    objects: [...policies, ...bindings],
  };
}

function readHard(object: object, key: string): unknown {
  const hard = readField(object, 'spec.hard');
  // Its keys contain dots, which paths do not.
  return isRecord(hard) ? hard[key] : undefined;
}

function isRoute(kind: string): boolean {
  return /^(Ingress|Gateway|VirtualService|(HTTP|GRPC|TLS|TCP|UDP)Route|Route)$/.test(
    kind,
  );
}

/** A VirtualService that names no gateway is for sidecars inside. */
function leadsIn({ object }: PlannedObject): boolean {
  const gateways = readList(object, 'spec.gateways');
  const isInside =
    object.kind === 'VirtualService' &&
    gateways.every(gateway => gateway === 'mesh');
  return isRoute(object.kind) && !isInside;
}
