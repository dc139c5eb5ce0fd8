import { parseClaims } from './parseClaims';

const resolveCluster = (address: string) =>
  ({ hub: 'hub', management: 'hub', 'eu-1': 'eu-1' }[address] ?? null);

const parse = (annotations: Record<string, string>) =>
  parseClaims(annotations, resolveCluster);

const NOTHING = {
  cluster: null,
  namespace: null,
  name: null,
  project: null,
  selector: null,
};

const ID = 'backstage.io/kubernetes-id';
const NAMESPACE = 'backstage.io/kubernetes-namespace';
const SELECTOR = 'backstage.io/kubernetes-label-selector';
const CLUSTER = 'backstage.io/kubernetes-cluster';

describe('what annotations claim', () => {
  it.each([
    [{}, []],
    [{ 'orchestr8.io/module': 'billing' }, []],
    // These only say more of others.
    [{ 'argocd/app-namespace': 'team', [CLUSTER]: 'hub' }, []],
    [{ 'argocd/app-name': '' }, []],
    [{ 'argocd/app-name': 'billing' }, [{ type: 'appName', name: 'billing' }]],
    [
      {
        'argocd/app-name': 'billing',
        'argocd/app-namespace': 'team',
        'argocd/project-name': 'payments',
      },
      [
        {
          type: 'appName',
          name: 'billing',
          namespace: 'team',
          project: 'payments',
        },
      ],
    ],
    [
      { 'argocd/app-selector': 'app=billing,tier!=test' },
      [{ type: 'appSelector', selector: 'app=billing,tier!=test' }],
    ],
    [
      { 'argocd/project-name': 'payments' },
      [{ type: 'projectName', project: 'payments' }],
    ],
    [
      {
        'argocd/app-name': 'a',
        'argocd/instance-name': 'management, eu-1,hub',
      },
      [
        { type: 'appName', name: 'a', cluster: 'hub' },
        { type: 'appName', name: 'a', cluster: 'eu-1' },
      ],
    ],
    [{ [NAMESPACE]: 'team' }, [{ type: 'namespace', namespace: 'team' }]],
    [
      { [ID]: 'Billing_1', [NAMESPACE]: 'team', [CLUSTER]: 'eu-1' },
      [
        {
          type: 'kubernetesId',
          namespace: 'team',
          cluster: 'eu-1',
          selector: 'backstage.io/kubernetes-id=Billing_1',
        },
      ],
    ],
    [
      { [ID]: 'billing', [SELECTOR]: 'app in (a,b)' },
      [{ type: 'labelSelector', selector: 'app in (a,b)' }],
    ],
  ])('%j', (annotations, claims) => {
    expect(parse(annotations)).toEqual({
      claims: claims.map(claim => ({ ...NOTHING, ...claim })),
      problems: [],
    });
  });

  it('are of both kinds', () => {
    const { claims } = parse({ 'argocd/app-name': 'a', [ID]: 'a' });
    expect(claims.map(({ type }) => type)).toEqual(['appName', 'kubernetesId']);
  });
});

describe('a mistake claims nothing, and is said', () => {
  it.each([
    [
      { 'argocd/app-name': 'a', 'argocd/app-selector': 'b=c' },
      [['argocd/app-selector', 'both']],
    ],
    [{ 'argocd/app-selector': '!a' }, [['argocd/app-selector', 'selector']]],
    [{ 'argocd/app-name': '../clusters' }, [['argocd/app-name', 'name']]],
    [{ 'argocd/app-name': 'a\0b' }, [['argocd/app-name', 'name']]],
    [{ 'argocd/project-name': '*' }, [['argocd/project-name', 'name']]],
    [
      { 'argocd/app-name': 'a', 'argocd/app-namespace': 'A' },
      [['argocd/app-namespace', 'name']],
    ],
    [
      { 'argocd/app-name': 'a', 'argocd/instance-name': 'nowhere' },
      [['argocd/instance-name', 'cluster']],
    ],
    [{ [ID]: 'a b' }, [[ID, 'name']]],
    [{ [NAMESPACE]: '*' }, [[NAMESPACE, 'name']]],
    [{ [SELECTOR]: 'a=b=c', [ID]: 'fine' }, [[SELECTOR, 'selector']]],
    [{ [ID]: 'a', [CLUSTER]: 'nowhere' }, [[CLUSTER, 'cluster']]],
    [
      { [NAMESPACE]: 'a/b', [ID]: 'c d' },
      [
        [NAMESPACE, 'name'],
        [ID, 'name'],
      ],
    ],
  ])('%j', (annotations, problems) => {
    expect(parse(annotations)).toEqual({
      claims: [],
      problems: problems.map(([annotation, code]) => ({ annotation, code })),
    });
  });

  it('leaves the clusters that there are', () => {
    expect(
      parse({ 'argocd/app-name': 'a', 'argocd/instance-name': 'hub,nowhere' }),
    ).toMatchObject({
      claims: [{ cluster: 'hub' }],
      problems: [{ annotation: 'argocd/instance-name', code: 'cluster' }],
    });
  });
});
