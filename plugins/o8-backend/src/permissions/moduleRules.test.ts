import { createConditionTransformer } from '@backstage/plugin-permission-node';
import type { PermissionCondition } from '@backstage/plugin-permission-common';
import type { ModuleAttributes } from '../store';
import { o8ModuleRules } from './moduleRules';

const rules = Object.values(o8ModuleRules);
const toCriteria = createConditionTransformer(rules);

const web: ModuleAttributes = {
  entityRef: 'component:default/web',
  values: new Map([
    ['owner', new Set(['group:default/a', 'user:default/ann'])],
    ['cluster', new Set(['eu-1'])],
  ]),
};

describe('apply', () => {
  const { isModuleOwner, isInSystem, runsOnCluster } = o8ModuleRules;

  it.each([
    [['group:default/b', 'user:default/ann'], true],
    [['Group:default/A'], true],
    [['group:default/b'], false],
    [['a'], false],
    [[], false],
  ])('finds an owner among %j: %s', (claims, expected) => {
    expect(isModuleOwner.apply(web, { claims })).toBe(expected);
  });

  it('takes no attribute for another', () => {
    expect(runsOnCluster.apply(web, { clusters: ['eu-1'] })).toBe(true);
    expect(runsOnCluster.apply(web, { clusters: ['group:default/a'] })).toBe(
      false,
    );
  });

  it.each([[[]], [['']], [['null']], [['undefined']]])(
    'matches no module that has none: %j',
    systems => {
      expect(isInSystem.apply(web, { systems })).toBe(false);
    },
  );
});

it.each(rules.map(rule => [rule.name, rule] as const))(
  '%s needs its parameter, as a list of texts',
  (_, rule) => {
    const transform = (given?: PermissionCondition['params']) =>
      toCriteria({ rule: rule.name, resourceType: 'o8-module', params: given });
    expect(() => transform()).toThrow('invalid');
    expect(() => transform({ claims: 'a', clusters: 1 })).toThrow('invalid');
  },
);
