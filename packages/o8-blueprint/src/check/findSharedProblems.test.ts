import type { LandingZone } from '@orchestr8/backstage-plugin-o8-common';
import {
  LAYOUTS,
  platformOf,
  specOf,
  zoneOf,
} from '../__testUtils__/layoutModules';
import type { RepositoryFile } from '../types';
import { findEntryProblems } from './findEntryProblems';
import { findPlatformProblems } from './findPlatformProblems';

const modules = [
  specOf('billing', { image: 'ghcr.io/acme/billing:1.0.0' }),
  specOf('shop', {
    chart: {
      repository: 'https://charts.example.com',
      name: 'shop',
      version: '1.0.0',
    },
  }),
];
const KUSTOMIZATION = 'modules/kustomization.yaml';
const VALUES = 'modules/o8-platform/values.yaml';
const TEMPLATE = 'modules/o8-platform/templates/modules.yaml';
const SET = 'modules/o8-platform/application-set.yaml';
const AS_SAID = ', as module.yaml and the landing zone "acme" say';

const platforms = Object.fromEntries(
  LAYOUTS.map(layout => {
    const zone = zoneOf(layout);
    return [layout, { zone, files: platformOf(zone, modules).files }];
  }),
);

function changed(
  layout: LandingZone['spec']['layout'],
  path: string,
  change: (content: string) => string | undefined,
) {
  const { files, zone } = platforms[layout];
  const result = files.flatMap(file => {
    const content = file.path === path ? change(file.content) : file.content;
    return content === undefined ? [] : [{ path: file.path, content }];
  });
  if (
    JSON.stringify(result) ===
    JSON.stringify(
      files.map(({ path: at, content }) => ({ path: at, content })),
    )
  ) {
    throw new Error(`Nothing was changed in ${path}`);
  }
  return { files: result, zone };
}

const linesOf = ({
  files,
  zone,
}: {
  files: RepositoryFile[];
  zone: LandingZone;
}) =>
  findPlatformProblems(files, [zone]).map(
    ({ path, message }) => `${path}: ${message}`,
  );

describe.each(LAYOUTS)('a platform of the layout "%s"', layout => {
  const { files, zone } = platforms[layout];

  it('has no problems as it is made, also without its landing zone', () => {
    expect(linesOf({ files, zone })).toEqual([]);
    expect(findPlatformProblems(files)).toEqual([]);
    for (const name of ['billing', 'shop']) {
      expect(findEntryProblems({ name, files, zones: [zone] })).toEqual([]);
      expect(findEntryProblems({ name, files })).toEqual([]);
    }
  });

  it('has no files in an entry that it does not apply', () => {
    const path = 'modules/billing/application-eu-2.yaml';
    const content = `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: billing-eu-2 }\n`;
    expect(linesOf({ files: [...files, { path, content }], zone })).toEqual([
      `${path}: has the Application "billing-eu-2", which is not part of an entry beside Argo CD`,
    ]);
  });
});

describe('modules/kustomization.yaml', () => {
  const lines = (text: string, by: string) =>
    linesOf(
      changed('kustomize', KUSTOMIZATION, content => content.replace(text, by)),
    );

  it('lists what module.yaml says, and no more', () => {
    const item = 'billing/application-eu-1.yaml';
    expect(lines(`  - ${item}\n`, '')).toEqual([
      `${KUSTOMIZATION}: must list "${item}"${AS_SAID}`,
    ]);
    expect(lines(item, 'billing/clusters/eu-1/namespace.yaml')).toEqual([
      `${KUSTOMIZATION}: lists "billing/clusters/eu-1/namespace.yaml", which is no file of a module`,
      `${KUSTOMIZATION}: must list "${item}"${AS_SAID}`,
      `${KUSTOMIZATION}: must not list "billing/clusters/eu-1/namespace.yaml"${AS_SAID}`,
    ]);
    expect(lines('- billing/app-project', '- absent/app-project')).toContain(
      `${KUSTOMIZATION}: has the entry "absent", of a module without module.yaml`,
    );
  });

  it.each([
    '../secrets.yaml',
    './billing/app-project.yaml',
    'https://evil.example/x.yaml',
    'o8-platform',
    'o8-platform/kustomization.yaml',
    'o8-platform/../x.yaml',
    'x.yaml',
  ])('does not list %s', item => {
    expect(lines('resources:', `resources:\n  - ${item}`)).toEqual([
      `${KUSTOMIZATION}: lists "${item}", which is no file of a module`,
    ]);
  });

  it('changes nothing of what it lists', () => {
    expect(
      lines('resources:', 'patches: []\nnamePrefix: x\nresources:'),
    ).toEqual([
      `${KUSTOMIZATION}: has the field "patches": it may only list what is applied`,
      `${KUSTOMIZATION}: has the field "namePrefix": it may only list what is applied`,
    ]);
    expect(lines('  - o8-platform/app-project.yaml\n', '')).toEqual([
      `${KUSTOMIZATION}: does not list "o8-platform/app-project.yaml"`,
    ]);
    expect(lines('resources:', 'resources: [')[0]).toMatch(/is not YAML/);
    expect(
      linesOf(changed('kustomize', KUSTOMIZATION, () => undefined)),
    ).toEqual([`${KUSTOMIZATION}: is missing: "o8 init" writes it`]);
  });

  it('is no file of another layout', () => {
    const { files, zone } = platforms.directory;
    const file = { path: KUSTOMIZATION, content: 'resources: []\n' };
    expect(linesOf({ files: [...files, file], zone })).toEqual([
      `${KUSTOMIZATION}: is not in the directory of a module`,
    ]);
  });
});

describe('the values of the platform chart', () => {
  it.each([
    [
      'deploy/overlays/production-eu-1',
      'deploy/overlays/other',
      'has the entry "billing" with placements[0].workload.spec.source.path "deploy/overlays/other": it must be "deploy/overlays/production-eu-1"',
    ],
    [
      'https://github.com/acme/billing.git',
      'https://evil.example/x.git',
      'has the entry "billing" with placements[0].workload.spec.source.repoURL "https://evil.example/x.git": it must be "https://github.com/acme/billing.git"',
    ],
    [
      'clusterResourceWhitelist: []',
      'clusterResourceWhitelist: [{ group: "*", kind: "*" }]',
      'has the entry "billing" with project.clusterResourceWhitelist [{"group":"*","kind":"*"}]: it must be []',
    ],
  ])('are what module.yaml says: %s', (text, by, message) => {
    const platform = changed('helm-values', VALUES, content =>
      content.replace(text, by),
    );
    expect(linesOf(platform)).toEqual([`${VALUES}: ${message}${AS_SAID}`]);
    const { files, zone } = platform;
    expect(
      findEntryProblems({ name: 'billing', files, zones: [zone] }),
    ).toHaveLength(1);
    expect(findEntryProblems({ name: 'shop', files, zones: [zone] })).toEqual(
      [],
    );
  });

  it('have every module, and no other', () => {
    const lines = linesOf(
      changed('helm-values', VALUES, content =>
        content.replace('  shop:', '  other:'),
      ),
    );
    expect(lines).toEqual([
      `${VALUES}: has the entry "other", of a module without module.yaml`,
      `${VALUES}: must have the entry "shop"${AS_SAID}`,
    ]);
  });

  it.each([
    [
      'spec:',
      'spec:\n            project: default',
      /has the project "default", which allows everything/,
    ],
    [
      'spec:',
      'metadata: { name: other }\n          spec:',
      /is the Application "other", which no placement of module.yaml has/,
    ],
    [
      'clusterResourceWhitelist: []',
      'clusterResourceWhitelist: [{ group: "", kind: Namespace }]',
      /allows kinds that are in no namespace/,
    ],
    [
      'cluster: eu-1',
      'cluster: eu-9',
      /is the Application "billing-eu-9", which no placement/,
    ],
  ])(
    'follow the rules of entries where the landing zone is not known: %s',
    (text, by, message) => {
      const { files } = changed('helm-values', VALUES, content =>
        content.replace(text, by),
      );
      const [problem] = findPlatformProblems(files);
      expect(problem).toMatchObject({ path: VALUES, kind: 'refused' });
      expect(problem.message).toMatch(message);
    },
  );

  it('are read by templates that nobody has changed', () => {
    const refused = 'is not what "o8 init" writes, and changes every module';
    expect(
      linesOf(changed('helm-values', TEMPLATE, content => `${content}#`)),
    ).toEqual([`${TEMPLATE}: ${refused}`]);
    expect(linesOf(changed('helm-values', TEMPLATE, () => undefined))).toEqual([
      `${TEMPLATE}: is missing: "o8 init" writes it`,
    ]);
    const { files, zone } = platforms['helm-values'];
    for (const path of ['templates/x.tpl', 'crds/x.yaml', 'charts/x.tgz']) {
      const file = { path: `modules/o8-platform/${path}`, content: '' };
      expect(linesOf({ files: [...files, file], zone })).toEqual([
        `${file.path}: ${refused}`,
      ]);
    }
  });
});

describe('the ApplicationSet', () => {
  const refused = `${SET}: is the ApplicationSet "o8-modules", which is not as "o8 init" writes one`;

  it.each([
    ['applicationsSync: create-update', 'applicationsSync: sync'],
    ['missingkey=error', 'missingkey=zero'],
    ['project: "{{ if', 'project: "default{{ if'],
  ])('is as it was made: %s', (text, by) => {
    const lines = linesOf(
      changed('applicationset', SET, content => content.replace(text, by)),
    );
    expect(lines).toEqual([refused]);
  });

  it('may have comments, and annotations that nobody acts upon', () => {
    const platform = changed(
      'applicationset',
      SET,
      content =>
        `# Looked at\n${content.replace(
          'annotations:',
          'annotations:\n    acme.example/x: y',
        )}`,
    );
    expect(linesOf(platform)).toEqual([]);
  });

  it('belongs to its layout', () => {
    const { files, zone } = platforms.directory;
    const set = platforms.applicationset.files.filter(
      ({ path }) => path === SET,
    );
    expect(linesOf({ files: [...files, ...set], zone })).toEqual([refused]);
  });
});
