import type { JsonObject } from '@backstage/types';
import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import {
  createNamespace,
  createNetworkPolicy,
  minutesAgo,
} from '../../sources/__testUtils__';
import { createStatus } from '../__testUtils__';
import { resultOf, statusOf, WELL } from './__testUtils__/assessCompliance';

const EVERY = { podSelector: {} };
const denyIn = createNetworkPolicy(
  { ...EVERY, policyTypes: ['Ingress'] },
  'deny-in',
);
const denyOut = createNetworkPolicy(
  { ...EVERY, policyTypes: ['Egress'] },
  'deny-out',
);
const policy = (name: string, spec: JsonObject) =>
  createNetworkPolicy({ ...EVERY, ...spec }, name);

describe('NET-1', () => {
  it.each<[string, KubernetesObject[], string, string]>([
    ['one policy for both', [createNetworkPolicy()], 'pass', 'denied'],
    ['a policy for each', [denyIn, denyOut], 'pass', 'denied'],
    ['ingress alone', [denyIn], 'fail', 'egressOpen'],
    ['egress alone', [denyOut], 'fail', 'ingressOpen'],
    ['nothing', [], 'fail', 'open'],
    [
      'the default of the API: ingress',
      [createNetworkPolicy(EVERY)],
      'fail',
      'egressOpen',
    ],
    [
      'undone by one that lets everybody in',
      [createNetworkPolicy(), policy('in', { ingress: [{}] })],
      'fail',
      'ingressOpen',
    ],
    [
      'undone by one that lets everything out',
      [
        createNetworkPolicy(),
        policy('out', { policyTypes: ['Egress'], egress: [{ to: [] }] }),
      ],
      'fail',
      'egressOpen',
    ],
    [
      'undone by one that names the whole internet',
      [
        createNetworkPolicy(),
        policy('out', {
          policyTypes: ['Egress'],
          egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }],
        }),
      ],
      'fail',
      'egressOpen',
    ],
    [
      'the internet without some of it, which is a choice',
      [
        createNetworkPolicy(),
        policy('out', {
          policyTypes: ['Egress'],
          egress: [
            {
              to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }],
            },
          ],
        }),
      ],
      'pass',
      'denied',
    ],
    [
      'everybody on one port is not everything',
      [
        createNetworkPolicy(),
        policy('in', { ingress: [{ ports: [{ port: 80 }] }] }),
      ],
      'pass',
      'denied',
    ],
    [
      'one that lets somebody in is no default',
      [
        denyOut,
        policy('in-some', { ingress: [{ from: [{ podSelector: {} }] }] }),
      ],
      'fail',
      'ingressOpen',
    ],
    [
      'an allow-all for some pods does not undo the default',
      [
        createNetworkPolicy(),
        createNetworkPolicy(
          { podSelector: { matchLabels: { app: 'web' } }, ingress: [{}] },
          'web',
        ),
      ],
      'pass',
      'denied',
    ],
    [
      'a deny for some pods is no default',
      [
        createNetworkPolicy({
          podSelector: { matchLabels: { app: 'web' } },
          policyTypes: ['Ingress', 'Egress'],
        }),
      ],
      'fail',
      'open',
    ],
    [
      'nor is one by an expression',
      [
        createNetworkPolicy({
          podSelector: {
            matchExpressions: [{ key: 'app', operator: 'Exists' }],
          },
          policyTypes: ['Ingress', 'Egress'],
        }),
      ],
      'fail',
      'open',
    ],
  ])('%s', (_name, policies, result, found) => {
    expect(resultOf('NET-1', policies)).toMatchObject({ result, found });
  });

  it('shows the policies that it rests on', () => {
    const { evidence, evidenceAt } = resultOf('NET-1', [denyIn, denyOut]);

    expect(evidence.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'NetworkPolicy deny-in',
      'NetworkPolicy deny-out',
    ]);
    expect(evidenceAt).toBe(minutesAgo(0));
  });

  it('does not count what is on another cluster or in another namespace', () => {
    const placements = [{ cluster: 'us-1', namespace: 'billing' }];
    const seen = [...WELL, createNamespace(undefined, 'web')];
    const elsewhere = resultOf('NET-1', seen, { placements });
    expect(elsewhere).toMatchObject({ result: 'not-checked' });
    const other = [{ cluster: 'eu-1', namespace: 'web' }];
    expect(resultOf('NET-1', seen, { placements: other }).found).toBe('open');
  });

  it('claims nothing of a Namespace that was not read', () => {
    const fields = { isBound: false };
    // Its policies are not known to be the module's, so none is known to be missing.
    expect(resultOf('NET-1', [], fields)).toMatchObject({
      result: 'not-checked',
      found: 'noNamespace',
    });
  });
});

describe('PSS-1', () => {
  const labels = (level?: string, version?: string) =>
    createNamespace({
      ...(level && { 'pod-security.kubernetes.io/enforce': level }),
      ...(version && {
        'pod-security.kubernetes.io/enforce-version': version,
      }),
    });

  it.each<[string, KubernetesObject[], string, string, JsonObject]>([
    [
      'restricted and pinned',
      [labels('restricted', 'v1.33')],
      'pass',
      'restricted',
      { version: 'v1.33' },
    ],
    ['not pinned', [labels('restricted')], 'fail', 'unpinned', {}],
    [
      'pinned to the latest',
      [labels('restricted', 'latest')],
      'fail',
      'unpinned',
      {},
    ],
    [
      'weaker',
      [labels('baseline', 'v1.33')],
      'fail',
      'weaker',
      { level: 'baseline' },
    ],
    ['without a level', [labels(undefined, 'v1.33')], 'fail', 'unlabelled', {}],
    [
      'that only warns',
      [createNamespace({ 'pod-security.kubernetes.io/warn': 'restricted' })],
      'fail',
      'unlabelled',
      {},
    ],
  ])('a Namespace %s', (_name, objects, result, found, params) => {
    expect(resultOf('PSS-1', objects)).toMatchObject({ result, found, params });
  });

  it('a Namespace that was not read', () => {
    const fields = { isBound: false };
    expect(resultOf('PSS-1', [], fields)).toMatchObject({
      result: 'not-checked',
      found: 'noNamespace',
    });
  });

  it('looks at the Namespace of the placement only', () => {
    const other = createNamespace(undefined, 'web');
    expect(resultOf('PSS-1', [other]).found).toBe('noNamespace');
  });
});

describe('what the source of a check allows to say', () => {
  const bad = [createNamespace({})];
  const confirmedAt = minutesAgo(30);

  it.each<[string, Parameters<typeof createStatus>[2], string, string]>([
    ['fresh', {}, 'pass', 'fail'],
    ['stale', { state: 'stale', confirmedAt }, 'stale', 'fail'],
    ['failed', { state: 'failed', confirmedAt }, 'stale', 'fail'],
    [
      'never read',
      { state: 'stale', confirmedAt: null },
      'not-checked',
      // One look at the Namespace is enough to know it.
      'fail',
    ],
    ['unsupported', { state: 'unsupported' }, 'not-checked', 'not-checked'],
  ])('%s', (_name, status, well, notWell) => {
    const fields = statusOf('namespaces', status);

    expect(resultOf('PSS-1', WELL, fields).result).toBe(well);
    expect(resultOf('PSS-1', bad, fields).result).toBe(notWell);
  });

  it('misses nothing while not all was read', () => {
    const fields = statusOf('networkPolicies', {
      state: 'stale',
      confirmedAt: null,
    });
    // The policy that closes the other direction may be on the next page.
    expect(resultOf('NET-1', [denyIn], fields)).toMatchObject({
      result: 'not-checked',
      found: 'notRead',
      evidence: [],
    });
    expect(
      resultOf('NET-1', [policy('in', { ingress: [{}] })], fields).result,
    ).toBe('fail');
  });
});
