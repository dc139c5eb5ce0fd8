import { createZone, HOSTILE_TEXTS } from './__testUtils__';
import { findNameProblem } from './moduleName';

describe('findNameProblem', () => {
  it.each([
    'a',
    'billing',
    'a1',
    'a-b--c',
    'x'.repeat(40),
    'defaults',
    'kubernetes',
    'o8s',
    'boundary-service',
    'monitoring-api',
    'my-kafka',
  ])('takes "%s"', name => {
    expect(findNameProblem(name)).toBeUndefined();
    expect(findNameProblem(name, createZone())).toBeUndefined();
  });

  it.each([
    ['x'.repeat(41), /longer than 40/],
    ['x'.repeat(1e6), /longer than 40/],
    ['', /is not a module name/],
    ['1a', /is not a module name/],
    ['-a', /is not a module name/],
    ['a-', /is not a module name/],
    ['a.b', /is not a module name/],
    ['a_b', /is not a module name/],
    ['Billing', /is not a module name/],
    ['bïlling', /is not a module name/],
    ['../etc', /is not a module name/],
    ['--help', /is not a module name/],
    ['a\n', /is not a module name/],
    ...HOSTILE_TEXTS.map((text): [string, RegExp] => [
      text,
      /is not a module name/,
    ]),
    ['default', /is reserved: Kubernetes uses it/],
    ['kube', /is reserved: Kubernetes uses "kube-…"/],
    ['kube-system', /is reserved/],
    ['o8', /is reserved: the platform uses "o8-…"/],
    ['o8-apps', /is reserved/],
    ['boundary', /is reserved/],
    ['istio-system', /is reserved: platforms often have an add-on/],
    ['cert-manager', /is reserved: platforms often have an add-on/],
    ['billing-boundary', /is reserved: names that end with "boundary"/],
  ])('refuses %j', (name, message) => {
    expect(findNameProblem(name)).toMatch(message);
  });

  it('refuses what a landing zone calls something itself', () => {
    const zone = createZone({ platform: 'Modules/Apps' });
    zone.spec.namespaces = ['queues'];
    zone.spec.argocd.namespace = 'gitops';
    zone.spec.backup.namespace = 'backups';
    zone.spec.argocd.project = 'platform';
    zone.spec.argocd.rootApplication = 'root';
    const reserved = [
      'gitops',
      'backups',
      'queues',
      'platform',
      'root',
      'apps',
    ];
    expect(reserved.map(name => findNameProblem(name))).toEqual(
      reserved.map(() => undefined),
    );
    const namespace =
      'is reserved: the landing zone has a namespace of this name';
    const argocd = 'is reserved: the landing zone uses it in Argo CD';
    expect(reserved.map(name => findNameProblem(name, zone))).toEqual([
      namespace,
      namespace,
      namespace,
      argocd,
      argocd,
      'is reserved: the platform repository is called so',
    ]);
  });
});
