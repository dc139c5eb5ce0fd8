import {
  exampleOf,
  planOf,
  problemsOf,
  valueOf,
} from '../__testUtils__/examples';
import { renderPlan } from '../render/renderPlan';
import { parseLandingZone } from './parseLandingZone';
import { parsePlatform } from './parsePlatform';

const { spec, zone } = exampleOf('minimal');
const { platform: files } = renderPlan(planOf({ spec, zone }));

describe('parsePlatform', () => {
  it('reads what was rendered: the spec with nothing left open, and its lock', () => {
    const { modules } = valueOf(parsePlatform(files));
    expect(modules).toHaveLength(1);
    expect(modules[0].spec.spec).toMatchObject({
      placements: [{ cluster: 'eu-1', environment: 'production' }],
      recovery: {
        retentionDays: 30,
        schedule: expect.stringMatching(/^\d+ 2 \* \* \*$/),
      },
    });
    expect(modules[0].lock).toMatchObject({
      module: 'billing',
      landingZone: 'demo',
      owner: 'group:default/billing-team',
      spec: modules[0].spec,
    });
  });

  it('looks at nothing else', () => {
    const others = [
      { path: 'README.md', content: '{' },
      { path: 'modules/x/other.yaml', content: '{' },
      { path: 'modules/x/lock.json', content: '{' },
      { path: 'modules/x/y/module.yaml', content: '{' },
      { path: 'x/modules/y/module.yaml', content: '{' },
    ];
    const nothing = { modules: [], shared: [] };
    expect(valueOf(parsePlatform(others))).toEqual(nothing);
    expect(valueOf(parsePlatform([]))).toEqual(nothing);
  });

  it('reads an entry that has no lock', () => {
    const entry = files.filter(({ path }) => !path.endsWith('lock.json'));
    expect(valueOf(parsePlatform(entry)).modules[0].lock).toBeUndefined();
  });

  it('refuses a lock that is nested too deeply, instead of ending', () => {
    const deep = `${'['.repeat(9_000)}${']'.repeat(9_000)}`;
    const locked = files.map(file => ({
      ...file,
      content: file.path.endsWith('lock.json')
        ? file.content.replace('"kind": "Module"', `"kind": ${deep}`)
        : file.content,
    }));
    expect(problemsOf(parsePlatform(locked))).toEqual([
      {
        kind: 'invalid',
        path: 'modules/billing/lock.json',
        message: expect.stringMatching(
          /^spec\.kind.* is nested deeper than 40/,
        ),
      },
    ]);
  });

  it('finds the problems of all entries', () => {
    const broken = [
      { path: 'modules/b/module.yaml', content: '{' },
      { path: 'modules/a/module.yaml', content: '[]' },
      ...files.map(file => ({
        ...file,
        path: file.path.replace('billing', 'c'),
      })),
    ];
    const paths = problemsOf(parsePlatform(broken)).map(({ path }) => path);
    expect(new Set(paths)).toEqual(
      new Set([
        'modules/a/module.yaml',
        'modules/b/module.yaml',
        'modules/c/lock.json',
        'modules/c/module.yaml',
      ]),
    );
  });
});

describe('parseLandingZone', () => {
  it('finds all problems at once', () => {
    const problems = problemsOf(
      parseLandingZone(`
apiVersion: orchestr8.io/v1alpha1
kind: LandingZone
metadata: { name: x }
spec:
  git: { url: 'https://user:secret@git.example.com', modules: a, platform: b.git }
  clusters: []
  registry: registry.example.com
  placeholderImage: nginx
`),
    );
    expect(problems.map(({ path }) => path)).toEqual([
      'spec.git.url',
      'spec.git.platform',
      'spec.clusters',
      'spec.placeholderImage',
    ]);
    expect(JSON.stringify(problems)).not.toContain('secret');
  });

  it('finds text that is not YAML', () => {
    expect(problemsOf(parseLandingZone('a: b: c'))).toEqual([
      {
        path: '',
        kind: 'invalid',
        message: expect.stringMatching(/^is not YAML/),
      },
    ]);
  });
});
