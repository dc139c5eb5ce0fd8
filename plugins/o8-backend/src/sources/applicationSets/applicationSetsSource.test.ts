import { readExample } from '../__testUtils__';

const KIND = 'argoproj.io/ApplicationSet';

it('says what it makes, from what, and how that goes', () => {
  expect(readExample(KIND)).toEqual({
    type: 'applicationSets.applicationSet',
    subject: { cluster: 'eu-1', namespace: 'argocd' },
    value: {
      generators: ['clusters', 'git', 'matrix'],
      project: '{{ .module }}',
      applicationsSync: 'create-update',
      preservesOnDeletion: true,
      applications: 1,
      names: ['billing-eu-1'],
      conditions: {
        ResourcesUpToDate: {
          status: 'True',
          reason: 'ApplicationSetUpToDate',
          message: null,
        },
        ErrorOccurred: {
          status: 'False',
          reason: 'ApplicationSetUpToDate',
          message: null,
        },
      },
    },
  });
});

it.each<[unknown, string[]]>([
  [[{ list: {} }, { list: {}, selector: {} }], ['list']],
  [[{ merge: { generators: [{ git: {} }] } }], ['git', 'merge']],
  [[{ matrix: 7 }], ['matrix']],
  [[7, null], []],
  ['git', []],
])('finds the generators of %j', (generators, expected) => {
  expect(readExample(KIND, { spec: { generators } }).value).toMatchObject({
    generators: expected,
  });
});

it('does not follow generators for ever', () => {
  let generator: object = { git: {} };
  for (let depth = 0; depth < 50; depth += 1) {
    generator = { matrix: { generators: [generator] } };
  }
  const spec = { generators: [generator] };
  expect(readExample(KIND, { spec }).value).toMatchObject({
    generators: ['matrix'],
  });
});

it('counts what its controller has left out of the list', () => {
  const resources = Array.from({ length: 40 }, (_, index) => ({
    kind: index ? 'Application' : 'Other',
    name: `app-${99 - index}`,
  }));
  const { value } = readExample(KIND, {
    status: { resources, resourcesCount: 5_000 },
  });

  expect(value.applications).toBe(5_000);
  expect(value.names).toHaveLength(30);
  expect((value.names as string[])[0]).toBe('app-60');
  expect(
    readExample(KIND, { status: { resources, resourcesCount: 'x' } }).value,
  ).toMatchObject({ applications: 39 });
});
