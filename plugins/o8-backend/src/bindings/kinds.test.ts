import { isClaimable, isPlatformNamespace, isWorkload } from './kinds';

it.each([
  ['argoproj.io/Application', true, false],
  ['argoproj.io/ApplicationSet', false, false],
  ['apps/Deployment', true, true],
  ['argoproj.io/Rollout', true, true],
  ['batch/CronJob', true, true],
  ['/Namespace', false, false],
  ['/Secret', false, false],
  ['extensions/Deployment', false, false],
])('%s: claimed by labels %s, a workload %s', (kind, claimable, workload) => {
  expect(isClaimable(kind)).toBe(claimable);
  expect(isWorkload(kind)).toBe(workload);
});

it.each([
  ['kube-system', true],
  ['kube-anything', true],
  ['argocd', true],
  ['kube', false],
  ['argocd-2', false],
  ['team', false],
])('nobody can claim the namespace %s: %s', (name, expected) => {
  expect(isPlatformNamespace(name, new Set(['argocd']))).toBe(expected);
});
