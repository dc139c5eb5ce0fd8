import { changeExample, readExample, readFacts } from '../__testUtils__';
import { appProjectsSource } from './appProjectsSource';

const KIND = 'argoproj.io/AppProject';
const read = (spec: object) => readExample(KIND, { spec }).value;

it('says where Applications may come from and go to', () => {
  expect(readExample(KIND)).toEqual({
    type: 'appProjects.project',
    subject: { cluster: 'eu-1', namespace: 'argocd' },
    value: {
      sourceRepos: ['https://git.example.com/billing.git'],
      destinations: [{ cluster: 'eu-1', namespace: 'billing' }],
      clusterKinds: [],
      namespaceKinds: ['/Service', 'apps/Deployment'],
      deniedNamespaceKinds: [],
      sourceNamespaces: [],
      isCut: false,
    },
  });
});

it('tells a list of none from no list, which allows all', () => {
  expect(read({ namespaceResourceWhitelist: [] }).namespaceKinds).toEqual([]);
  expect(read({ namespaceResourceWhitelist: null }).namespaceKinds).toBeNull();
  expect(
    read({ namespaceResourceWhitelist: undefined }).namespaceKinds,
  ).toBeNull();
});

it('never cuts off a wildcard', () => {
  const many = Array.from({ length: 99 }, (_, index) => `https://git/${index}`);
  const value = read({
    sourceRepos: [...many, '*'],
    destinations: [
      ...many.map(namespace => ({ name: 'eu-1', namespace })),
      { server: '*', namespace: 'a' },
      { server: 'https://eu-1', namespace: 'team-*' },
    ],
    clusterResourceWhitelist: [
      ...many.map(kind => ({ group: 'apps', kind })),
      { group: '*', kind: '*' },
    ],
  });

  expect(value.isCut).toBe(true);
  expect((value.sourceRepos as string[])[0]).toBe('*');
  expect(value.sourceRepos).toHaveLength(30);
  expect((value.destinations as object[]).slice(0, 2)).toEqual([
    { cluster: '*', namespace: 'a' },
    { cluster: 'https://eu-1', namespace: 'team-*' },
  ]);
  expect((value.clusterKinds as string[])[0]).toBe('*/*');
});

it('keeps no password of a repository', () => {
  const sourceRepos = ['https://bot:secret@git.example.com/a.git'];
  expect(read({ sourceRepos }).sourceRepos).toEqual([
    'https://git.example.com/a.git',
  ]);
});

it.each([
  ['sourceRepos', '*'],
  ['sourceRepos', [{ url: '*' }]],
  ['destinations', {}],
  ['destinations', ['*']],
  ['clusterResourceWhitelist', '*'],
  ['namespaceResourceWhitelist', [7]],
  ['namespaceResourceBlacklist', {}],
  ['sourceNamespaces', '*'],
])('says nothing where %s is %j', (field, garbage) => {
  const object = changeExample(KIND, { spec: { [field]: garbage } });
  expect(() => readFacts(appProjectsSource, object)).toThrow();
});
