import type { LandingZone } from '@orchestr8/backstage-plugin-o8-common';
import { parse } from 'yaml';
import { exampleOf, planOf, valueOf } from '../__testUtils__/examples';
import { planWith } from '../__testUtils__/planWith';
import { parseModuleSpec } from '../parse/parseModuleSpec';
import { renderPlatform } from '../plan/planPlatform';
import { renderPlan } from '../render/renderPlan';
import type { ModulePlan } from '../types';

type Type = LandingZone['spec']['git']['type'];

function contentOf(
  name: 'minimal' | 'pinned',
  path: string,
  change: (zone: LandingZone) => void = () => {},
): string {
  const { spec, zone } = exampleOf(name);
  change(zone);
  const { module, platform } = renderPlan(planOf({ spec, zone }));
  const file = [...module, ...platform].find(each => each.path === path);
  return file?.content ?? '';
}

const entityOf = (plan: ModulePlan) =>
  parse(
    renderPlan(plan).module.find(({ path }) => path === 'catalog-info.yaml')
      ?.content ?? '',
  );

describe('catalog-info.yaml', () => {
  it.each<[Type, string]>([
    ['plain', 'url:https://github.com/acme/call-router'],
    ['github', 'url:https://github.com/acme/call-router/'],
    ['gitlab', 'url:https://github.com/acme/call-router/'],
    ['gitea', 'url:https://github.com/acme/call-router/'],
  ])('says where the sources are on a host of type %s', (type, location) => {
    const text = contentOf('pinned', 'catalog-info.yaml', ({ spec }) => {
      spec.git.type = type;
    });
    expect(parse(text).metadata.annotations).toMatchObject({
      'backstage.io/source-location': location,
      'orchestr8.io/module': 'call-router',
      'orchestr8.io/landing-zone': 'acme',
      'orchestr8.io/tier': 'critical',
    });
  });

  it('leaves out what the spec does not say', () => {
    const entity = parse(contentOf('minimal', 'catalog-info.yaml'));
    expect(Object.keys(entity.metadata).sort()).toEqual([
      'annotations',
      'links',
      'name',
    ]);
    expect(entity.spec).toEqual({
      type: 'service',
      lifecycle: 'production',
      owner: 'group:default/billing-team',
    });
  });

  it.each(['service', 'worker', 'job'] as const)('is of the type %s', kind => {
    const job = kind === 'job' ? { schedule: '0 3 * * *' } : undefined;
    expect(entityOf(planWith({ kind, job })).spec.type).toBe(kind);
  });

  it('says what is promised, and what is asked for', () => {
    const plan = planWith(
      { kind: 'service' },
      {
        recovery: {
          tier: 'critical',
          rpo: '1h',
          rto: '4h',
          drillIntervalDays: 90,
        },
        compliance: {
          frameworks: ['soc2', 'hipaa'],
          dataClassification: 'phi',
          retentionDays: 400,
        },
      },
    );
    expect(entityOf(plan).metadata.annotations).toMatchObject({
      'orchestr8.io/tier': 'critical',
      'orchestr8.io/rpo': '1h',
      'orchestr8.io/rto': '4h',
      'orchestr8.io/drill-interval': '90d',
      'orchestr8.io/frameworks': 'soc2,hipaa',
      'orchestr8.io/data-classification': 'phi',
      'orchestr8.io/evidence-retention': '400d',
    });
    const plain = entityOf(planWith({ kind: 'service' }));
    expect(Object.keys(plain.metadata.annotations).sort()).toEqual([
      'backstage.io/kubernetes-id',
      'backstage.io/kubernetes-namespace',
      'backstage.io/source-location',
      'backstage.io/techdocs-ref',
      'orchestr8.io/landing-zone',
      'orchestr8.io/module',
      'orchestr8.io/tier',
    ]);
  });

  it('depends on the modules that it calls, each once', () => {
    const dependsOn = [
      { module: 'till', port: 8080 },
      { host: 'api.example.com', cidrs: ['203.0.113.0/24'] },
      { module: 'desk', port: 8080 },
    ];
    const { spec } = entityOf(planWith({ kind: 'service' }, { dependsOn }));
    expect(spec.system).toBe('mall');
    expect(spec.dependsOn).toEqual([
      'component:default/desk',
      'component:default/till',
    ]);
  });

  it('finds the objects of a chart by the label of Helm', () => {
    const chart = {
      repository: 'https://charts.example.com',
      name: 'thing',
      version: '1.2.3',
    };
    const { metadata } = entityOf(planWith({ kind: 'service', chart }));
    expect(metadata.annotations).toMatchObject({
      'backstage.io/kubernetes-label-selector':
        'app.kubernetes.io/instance=shop',
      'backstage.io/kubernetes-namespace': 'shop',
    });
  });

  it('is experimental where no placement is in production', () => {
    const text = contentOf('minimal', 'catalog-info.yaml', ({ spec }) => {
      spec.clusters[0].environment = 'staging';
    });
    expect(parse(text).spec.lifecycle).toBe('experimental');
  });
});

describe('o8.yaml and module.yaml', () => {
  it('say what is asked for, and what it became', () => {
    const { spec } = exampleOf('minimal');
    const asked = contentOf('minimal', 'o8.yaml');
    const approved = contentOf('minimal', 'modules/billing/module.yaml');
    expect(asked.split('\n').slice(0, 3)).toEqual([
      '# yaml-language-server: $schema=.o8/o8.schema.json',
      expect.stringMatching(/^# What the team asks for/),
      expect.stringMatching(/^# of the platform repository/),
    ]);
    expect(valueOf(parseModuleSpec(asked))).toEqual(spec);
    expect(valueOf(parseModuleSpec(approved)).spec).toMatchObject({
      placements: [{ environment: 'production', cluster: 'eu-1' }],
      recovery: { schedule: expect.any(String), retentionDays: 30 },
    });
  });
});

describe('overlays', () => {
  const overlay = 'deploy/overlays/production-eu-1/kustomization.yaml';

  it('have the placeholder until there is an image', () => {
    const text = contentOf('minimal', overlay);
    expect(text).toMatch(/^# Waiting for its first image: the placeholder/);
    expect(parse(text)).toMatchObject({
      namespace: 'billing',
      resources: ['../../base'],
      images: [
        {
          name: 'registry.example.com/modules/billing',
          newName: 'registry.example.com/platform/placeholder',
          newTag: '1.0',
        },
      ],
      labels: [{ pairs: { 'orchestr8.io/environment': 'production' } }],
    });
  });

  it('patch replicas only where they differ', () => {
    expect(parse(contentOf('pinned', overlay))).not.toHaveProperty('patches');
    const other = 'deploy/overlays/production-us-1';
    expect(
      parse(contentOf('pinned', `${other}/kustomization.yaml`)),
    ).toHaveProperty('patches', [{ path: 'patch-deployment.yaml' }]);
    expect(
      parse(contentOf('pinned', `${other}/patch-deployment.yaml`)),
    ).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'call-router' },
      spec: { replicas: 5 },
    });
  });
});

describe('README.md', () => {
  it('names files that are there, and what comes next', () => {
    const text = contentOf('minimal', 'README.md');
    expect(text).toMatch(/^# billing\n\nThe module `billing`/);
    expect(text).toContain('`deploy/overlays/production-eu-1`');
    expect(text).toContain("the landing zone's placeholder runs");
    expect(text).toContain('**waiting for its first image**');
    expect(text).toContain(
      '| `deploy/base/` | ServiceAccount, Deployment, Service, PodDisruptionBudget: ',
    );
    expect(contentOf('pinned', 'README.md')).toContain(
      'It runs `ghcr.io/acme/call-router:1.4.2@sha256:',
    );
  });
});

describe('the platform repository', () => {
  const { zone } = exampleOf('pinned');
  const files = renderPlatform(zone);

  it('has what an administrator begins with', () => {
    expect(files.map(({ path }) => path)).toEqual([
      'CODEOWNERS',
      'README.md',
      'bootstrap/argocd-cm.yaml',
      'bootstrap/root.yaml',
      'modules/o8-platform/app-project.yaml',
    ]);
  });

  it('names no owner whom it does not know', () => {
    const lines = files[0].content.trim().split('\n');
    expect(lines.every(line => line.startsWith('#'))).toBe(true);
  });

  it('explains each step with a file that is there', () => {
    const [, readme] = files;
    const named = readme.content.matchAll(/(?:-f|--patch-file) (\S+)/g);
    const paths = [...named].map(([, path]) => path);
    expect(paths).toHaveLength(3);
    expect(files.map(({ path }) => path)).toEqual(
      expect.arrayContaining(paths),
    );
  });

  it('teaches Argo CD the health of Applications', () => {
    const { data, metadata } = parse(files[2].content);
    expect(metadata).toMatchObject({ name: 'argocd-cm', namespace: 'gitops' });
    expect(Object.keys(data)).toEqual([
      'resource.customizations.health.argoproj.io_Application',
    ]);
    expect(Object.values(data)[0]).toContain('or "Progressing"');
  });
});
