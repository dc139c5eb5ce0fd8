import type { KubeObject } from '../../types';
import { parseQuantity } from '../parseQuantity';
import { findUpdateProblem } from './findUpdateProblem';

const object = (
  apiVersion: string,
  kind: string,
  rest: object,
): KubeObject => ({
  apiVersion,
  kind,
  metadata: { name: 'a', uid: 'u', creationTimestamp: '' },
  ...rest,
});
const binding = (name: string) =>
  object('rbac.authorization.k8s.io/v1', 'RoleBinding', { roleRef: { name } });
const settings = (data: object, immutable?: boolean) =>
  object('v1', 'ConfigMap', { data, immutable });
const deployment = (spec: object) =>
  object('apps/v1', 'Deployment', { spec: { selector: { a: 1 }, ...spec } });

it.each<[string | undefined, KubeObject, KubeObject]>([
  [undefined, binding('view'), binding('view')],
  [
    'RoleBinding.rbac.authorization.k8s.io "a" is invalid: roleRef: Invalid value: cannot change roleRef',
    binding('view'),
    binding('edit'),
  ],
  [undefined, deployment({ replicas: 1 }), deployment({ replicas: 2 })],
  [
    'Deployment.apps "a" is invalid: spec.selector: Invalid value: field is immutable',
    deployment({}),
    deployment({ selector: { a: 2 } }),
  ],
  [undefined, settings({ a: '1' }), settings({ a: '2' })],
  [undefined, settings({ a: '1' }, true), settings({ a: '1' }, true)],
  [
    'ConfigMap "a" is invalid: data: Forbidden: field is immutable when `immutable` is set',
    settings({ a: '1' }, true),
    settings({ a: '2' }, true),
  ],
])('%s', (message, before, after) => {
  expect(findUpdateProblem(before, after)).toBe(message);
});

it.each<[unknown, number]>([
  ['250m', 0.25],
  ['1Gi', 2 ** 30],
  ['1e3', 1_000],
  ['1.5G', 1.5e9],
  [2, 2],
  ['x', Number.NaN],
  ['1Xi', Number.NaN],
  [undefined, Number.NaN],
])('reads the quantity %s', (quantity, expected) => {
  expect(parseQuantity(quantity)).toBe(expected);
});
