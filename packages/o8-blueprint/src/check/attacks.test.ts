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

type LayoutName = LandingZone['spec']['layout'];

const image = { image: 'ghcr.io/acme/x:1.0.0' };
const platforms = Object.fromEntries(
  LAYOUTS.map(layout => {
    const zone = zoneOf(layout);
    const specs = [specOf('billing', image), specOf('shop', image)];
    return [layout, { zone, files: platformOf(zone, specs).files }];
  }),
);

/** What is said about a platform with these files, instead of any that are there. */
function linesOf(layout: LayoutName, ...put: RepositoryFile[]): string[] {
  const { zone, files } = platforms[layout];
  const paths = new Set(put.map(({ path }) => path));
  const all = [...files.filter(({ path }) => !paths.has(path)), ...put];
  return findPlatformProblems(all, [zone]).map(
    ({ path, message }) => `${path}: ${message}`,
  );
}

const argocdObject = (kind: string, name: string, spec: object) =>
  JSON.stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind,
    metadata: { name },
    spec,
  });

/** Reads as a Kubernetes object that a boundary may have, and is much more. */
const disguised = (more: object) =>
  JSON.stringify({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'nothing' },
    spec: { podSelector: {}, policyTypes: ['Ingress'] },
    ...more,
  });

describe.each(LAYOUTS)('a repository of the layout "%s"', layout => {
  it.each([
    'modules/.argocd-source.yaml',
    'modules/.argocd-source-o8-root.yaml',
    'modules/o8-platform/.argocd-source.yaml',
    'modules/billing/.argocd-source.yaml',
    'modules/billing/clusters/us-1/.argocd-source.yaml',
    'modules/billing/clusters/us-1/.argocd-source-billing-boundary-us-1.yaml',
  ])('has no %s, which changes the source of an Application', path => {
    const content = disguised({
      directory: { exclude: '*.yaml' },
      kustomize: { namespace: 'shop' },
      helm: { valuesObject: { modules: { evil: {} } } },
    });
    expect(linesOf(layout, { path, content })).toContainEqual(
      expect.stringMatching(/argocd-source.*: (overrides|is not in)/),
    );
  });

  it.each(['kustomization.yaml', 'kustomization.yml', 'Kustomization'])(
    'has no %s where none belongs, by which Argo CD would build it',
    name => {
      const content = JSON.stringify({
        apiVersion: 'kustomize.config.k8s.io/v1beta1',
        kind: 'Kustomization',
        metadata: { name: 'mine' },
        namespace: 'shop',
        resources: ['https://git.example/evil'],
        generators: ['evil.yaml'],
        patches: [{ path: 'evil.yaml' }],
      });
      for (const folder of ['modules', 'modules/o8-platform']) {
        const path = `${folder}/${name}`;
        const lines = linesOf(layout, { path, content });
        expect(lines.filter(line => line.startsWith(path))).not.toEqual([]);
      }
    },
  );

  it('has no program beside the objects of the platform', () => {
    const path = 'modules/o8-platform/evil.jsonnet';
    expect(linesOf(layout, { path, content: '{}' })).toEqual([
      `${path}: is a program: only manifests are applied`,
    ]);
  });

  it("has nothing of the platform's own in the namespace of a module", () => {
    const path = 'modules/o8-platform/more.yaml';
    const spec = { podSelector: {}, policyTypes: ['Ingress'], ingress: [{}] };
    const metadata = { name: 'open', namespace: 'billing' };
    expect(
      linesOf(layout, { path, content: disguised({ metadata, spec }) }),
    ).toContain(`${path}: reaches the namespace of the module "billing"`);
    const source = { repoURL: 'https://git.example/evil.git', path: '.' };
    const destination = { name: 'us-1', namespace: 'billing' };
    expect(
      linesOf(layout, {
        path,
        content: argocdObject('Application', 'evil', {
          project: 'add-ons',
          source,
          destination,
        }),
      }),
    ).toContain(`${path}: reaches the namespace of the module "billing"`);
    expect(
      linesOf(layout, {
        path,
        content: argocdObject('AppProject', 'add-ons', {
          sourceRepos: [source.repoURL],
          destinations: [destination],
          namespaceResourceWhitelist: [{ group: 'apps', kind: 'Deployment' }],
        }),
      }),
    ).toContain(`${path}: reaches the namespace of the module "billing"`);
  });

  it("lets no other repository into Argo CD's namespace", () => {
    const path = 'modules/o8-platform/more.yaml';
    const { namespace } = platforms[layout].zone.spec.argocd;
    const server = 'https://kubernetes.default.svc';
    const content = argocdObject('AppProject', 'add-ons', {
      sourceRepos: ['https://git.example/evil.git'],
      destinations: [{ server, namespace }],
      namespaceResourceWhitelist: [
        { group: 'argoproj.io', kind: 'Application' },
      ],
    });
    expect(linesOf(layout, { path, content })).toContain(
      `${path}: allows the namespace "${namespace}", which is that of Argo CD`,
    );
  });

  it('has no RoleBinding in a foreign namespace', () => {
    const path = 'modules/billing/clusters/us-1/more.yaml';
    const content = (namespace: string) =>
      JSON.stringify({
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'RoleBinding',
        metadata: { name: 'us', namespace },
        roleRef: {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'ClusterRole',
          name: 'view',
        },
        subjects: [{ kind: 'Group', name: 'us' }],
      });
    const { namespace } = platforms[layout].zone.spec.argocd;
    for (const foreign of ['shop', namespace, 'default', 'velero']) {
      expect(
        linesOf(layout, { path, content: content(foreign) }),
      ).toContainEqual(
        expect.stringContaining(
          `is the RoleBinding "us" in the namespace "${foreign}"`,
        ),
      );
    }
  });

  it('lets nobody into a module that did not say whom it calls', () => {
    const path = 'modules/billing/clusters/us-1/edges/shop.yaml';
    const content = JSON.stringify({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'from-billing', namespace: 'shop' },
      spec: { podSelector: {}, policyTypes: ['Ingress'], ingress: [] },
    });
    expect(linesOf(layout, { path, content })).toEqual([
      `${path}: is the NetworkPolicy "from-billing" in the namespace "shop": it must be "billing"`,
    ]);
  });

  it('is not approved by a module.yaml of the platform itself', () => {
    const { files } = platforms[layout];
    const content = files.find(
      ({ path }) => path === 'modules/billing/module.yaml',
    )?.content;
    const path = 'modules/o8-platform/module.yaml';
    const lines = linesOf(layout, { path, content: content ?? '' });
    expect(lines.filter(line => line.startsWith(path))).not.toEqual([]);
  });
});

describe('a list of what kustomize applies', () => {
  it.each([
    'legacy/https://git.example/evil',
    'legacy/../billing/clusters/us-1/network-policies.yaml',
    'legacy/base',
    'legacy/kustomization.yaml',
  ])('has no %s, also of a module whose landing zone is not known', name => {
    const { files } = platforms.kustomize;
    const path = 'modules/kustomization.yaml';
    const list = files.find(file => file.path === path)?.content ?? '';
    const legacy = files
      .find(file => file.path === 'modules/billing/module.yaml')
      ?.content.replaceAll('billing', 'legacy')
      .replace(/landingZone: .*/, 'landingZone: other');
    expect(
      linesOf(
        'kustomize',
        { path: 'modules/legacy/module.yaml', content: legacy ?? '' },
        { path, content: `${list}  - ${name}\n` },
      ),
    ).toContain(`${path}: lists "${name}", which is no file of a module`);
  });
});

describe('the chart of all modules', () => {
  it.each(['.helmignore', 'values.schema.json', 'Chart.lock', 'charts/x.tgz'])(
    'has no %s',
    name => {
      const path = `modules/o8-platform/${name}`;
      expect(linesOf('helm-values', { path, content: '{}\n' })).toEqual([
        `${path}: is not what "o8 init" writes, and changes every module`,
      ]);
    },
  );
});

describe('an entry alone', () => {
  it('is told of what changes the source of its Application', () => {
    const { zone, files } = platforms.directory;
    const path = 'modules/billing/clusters/us-1/.argocd-source.yaml';
    const content = disguised({ directory: { exclude: '*' } });
    const all = [...files, { path, content }];
    expect(
      findEntryProblems({ name: 'billing', files: all, zones: [zone] }),
    ).toEqual([
      {
        path,
        message:
          'overrides the source of an Application: landing zones decide that',
        kind: 'refused',
      },
    ]);
  });
});
