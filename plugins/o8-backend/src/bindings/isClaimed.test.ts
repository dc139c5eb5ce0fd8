import type { Claim, ClaimableObject } from './Claim';
import { isClaimed } from './isClaimed';

function createClaim(type: Claim['type'], fields: Partial<Claim>): Claim {
  return {
    type,
    cluster: null,
    namespace: null,
    name: null,
    project: null,
    selector: null,
    ...fields,
  };
}

const application: ClaimableObject = {
  cluster: 'hub',
  kind: 'argoproj.io/Application',
  namespace: 'argocd',
  name: 'billing',
  project: 'payments',
  platform: true,
  labels: { app: 'billing' },
};

const deployment: ClaimableObject = {
  cluster: 'eu-1',
  kind: 'apps/Deployment',
  namespace: 'team',
  name: 'billing',
  project: null,
  platform: false,
  labels: { app: 'billing', 'backstage.io/kubernetes-id': 'billing' },
};

const namespace: ClaimableObject = {
  ...deployment,
  kind: '/Namespace',
  namespace: null,
  name: 'team',
  labels: {},
};

describe('an Application', () => {
  it.each<[Claim['type'], Partial<Claim>, boolean]>([
    ['appName', { name: 'billing' }, true],
    ['appName', { name: 'billin' }, false],
    ['appName', { name: 'billing', cluster: 'hub' }, true],
    ['appName', { name: 'billing', cluster: 'eu-1' }, false],
    ['appName', { name: 'billing', namespace: 'argocd' }, true],
    ['appName', { name: 'billing', namespace: 'team' }, false],
    ['appName', { name: 'billing', project: 'payments' }, true],
    ['appName', { name: 'billing', project: 'other' }, false],
    ['appSelector', { selector: 'app=billing' }, true],
    ['appSelector', { selector: 'app=web' }, false],
    ['appSelector', { selector: 'of an older version!' }, false],
    ['projectName', { project: 'payments' }, true],
    ['projectName', { project: 'other' }, false],
    ['labelSelector', { selector: 'app=billing' }, false],
    // Who names the platform's own has no say in what others have there.
    ['namespace', { namespace: 'argocd' }, false],
  ])('by %s %j: %s', (type, fields, expected) => {
    expect(isClaimed(createClaim(type, fields), application)).toBe(expected);
  });
});

describe('what runs', () => {
  it.each<[Claim['type'], Partial<Claim>, boolean]>([
    ['kubernetesId', { selector: 'backstage.io/kubernetes-id=billing' }, true],
    ['labelSelector', { selector: 'app=billing' }, true],
    ['labelSelector', { selector: 'app=billing', namespace: 'team' }, true],
    ['labelSelector', { selector: 'app=billing', namespace: 'x' }, false],
    ['labelSelector', { selector: 'app=billing', cluster: 'us-1' }, false],
    ['appSelector', { selector: 'app=billing' }, false],
    ['appName', { name: 'billing' }, false],
    ['namespace', { namespace: 'team' }, true],
    ['namespace', { namespace: 'team', cluster: 'us-1' }, false],
  ])('by %s %j: %s', (type, fields, expected) => {
    expect(isClaimed(createClaim(type, fields), deployment)).toBe(expected);
  });

  it('is a workload: no other kind is meant by its labels', () => {
    const claim = createClaim('labelSelector', { selector: 'app=billing' });
    expect(isClaimed(claim, { ...deployment, kind: '/Secret' })).toBe(false);
  });
});

it('an Application in a namespace of a team is in there', () => {
  expect(
    isClaimed(createClaim('namespace', { namespace: 'team' }), {
      ...application,
      namespace: 'team',
      platform: false,
    }),
  ).toBe(true);
});

it('a Namespace is meant by its name, and by nothing else', () => {
  expect(
    isClaimed(createClaim('namespace', { namespace: 'team' }), namespace),
  ).toBe(true);
  expect(
    isClaimed(createClaim('namespace', { namespace: 'other' }), namespace),
  ).toBe(false);
  expect(
    isClaimed(createClaim('labelSelector', { selector: 'app' }), {
      ...namespace,
      labels: { app: 'x' },
    }),
  ).toBe(false);
});
