import { createRichZone } from '../__testUtils__/anyModule';
import { planWith } from '../__testUtils__/planWith';
import { authentication } from '../systems/gateway/authentication';
import { routeGuard } from '../systems/gateway/routeGuard';
import type { Manifest } from '../types';
import { findGatewayProblems } from './gatewayRules';

const zone = createRichZone('none');
const plan = planWith(
  { kind: 'service' },
  {
    exposure: {
      kind: 'public',
      host: 'shop.rich.example',
      authentication: true,
    },
  },
);
const at = { ...plan, placement: plan.placements[0] };
const [asking] = authentication.emit(at);
const [policy, binding] = routeGuard.emit(at);

/** An object with one of its values changed. */
function changed(object: Manifest, path: string, value: unknown): Manifest {
  const copy = structuredClone(object);
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const parent = keys.reduce<Record<string, unknown>>(
    (each, key) => Object(each[key]),
    copy,
  );
  parent[last] = value;
  return copy;
}

const problemsOf = (object: Manifest, known: typeof zone | undefined = zone) =>
  findGatewayProblems(object, plan.spec, known);

describe('the rules of what a module has at the gateway', () => {
  it('take what is written for it, also where its landing zone is not known', () => {
    for (const object of [asking, policy, binding]) {
      expect(problemsOf(object)).toEqual([]);
      expect(findGatewayProblems(object, plan.spec, undefined)).toEqual([]);
    }
  });

  it('have nothing to say of other objects', () => {
    const inside = changed(asking, 'metadata.namespace', 'shop');
    expect(problemsOf(inside)).toBeUndefined();
    expect(problemsOf({ ...asking, kind: 'NetworkPolicy' })).toBeUndefined();
  });

  it.each<[string, unknown, RegExp]>([
    ['metadata.namespace', 'billing', /it must be "shop"$/],
    ['metadata.name', 'billing', /it must be called "shop"$/],
    ['spec.action', 'ALLOW', /does more than ask a provider/],
    ['spec.action', 'DENY', /does more than ask a provider/],
    ['spec.targetRefs', undefined, /does more than ask a provider/],
    ['spec.selector', {}, /does more than ask a provider/],
    ['spec.rules', [{}], /does more than ask a provider/],
    ['spec.rules.0.from', [{}], /does more than ask a provider/],
    ['spec.targetRefs.0.name', 'other', /^is for the Gateway "other"/],
    [
      'spec.rules.0.to.0.operation.hosts',
      ['billing.rich.example'],
      /^has the host "billing.rich.example", which is not one of the module$/,
    ],
    ['spec.rules.0.to.0.operation.hosts', ['*'], /^has the host "\*"/],
  ])('refuse authentication with %s %j', (path, value, line) => {
    expect(problemsOf(changed(asking, path, value))).toEqual([
      expect.stringMatching(line),
    ]);
  });

  it('refuse the hosts of others where the landing zone is not known', () => {
    const object = changed(asking, 'spec.rules.0.to.0.operation.hosts', [
      'x.y',
    ]);
    expect(findGatewayProblems(object, plan.spec, undefined)).toEqual([
      'has the host "x.y", which is not one of the module',
    ]);
  });

  const selector = 'spec.matchConstraints.namespaceSelector';
  it.each<[string, unknown, RegExp]>([
    ['metadata.name', 'billing.routes.orchestr8.io', /^is the Validating/],
    [selector, undefined, /^is not for objects of the namespace "shop" alone$/],
    [selector, { matchLabels: {} }, /^is not for objects/],
    [
      selector,
      { matchLabels: { 'kubernetes.io/metadata.name': 'billing' } },
      /^is not for objects/,
    ],
    ['spec.paramKind', { kind: 'ConfigMap' }, /^is not for objects/],
  ])('refuse a guard with %s %j', (path, value, line) => {
    expect(problemsOf(changed(policy, path, value))).toEqual([
      expect.stringMatching(line),
    ]);
  });

  it.each<[string, unknown, RegExp]>([
    ['metadata.name', 'other', /^is the ValidatingAdmissionPolicyBinding/],
    ['spec.policyName', 'other', /^binds another policy/],
    ['spec.matchResources', {}, /^binds another policy/],
    ['spec.validationActions', ['Audit'], /^denies nothing/],
  ])('refuse a binding with %s %j', (path, value, line) => {
    expect(problemsOf(changed(binding, path, value))).toEqual([
      expect.stringMatching(line),
    ]);
  });
});
