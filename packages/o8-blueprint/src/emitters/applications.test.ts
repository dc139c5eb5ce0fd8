import { exampleOf, planOf } from '../__testUtils__/examples';
import { appProject } from './appProject';
import { boundary } from './boundary';
import { platformProject } from './platformProject';
import { rootApplication } from './rootApplication';
import { workload } from './workload';

const { spec, zone } = exampleOf('pinned');
const plan = planOf({ spec, zone });
const [us, stage] = plan.placements;

describe('the Applications of a module', () => {
  it('deploy its repository in its own project', () => {
    const context = { ...plan, placement: stage };
    const [application] = workload.emit(context);
    expect(workload.file(context)).toBe('application-stage-1.yaml');
    expect(application).toMatchObject({
      metadata: {
        name: 'call-router-stage-1',
        namespace: 'gitops',
        labels: {
          'orchestr8.io/environment': 'staging',
          'orchestr8.io/part': 'workload',
        },
        annotations: { 'argocd.argoproj.io/sync-wave': '10' },
        finalizers: ['resources-finalizer.argocd.argoproj.io'],
      },
      spec: {
        project: 'call-router',
        source: {
          repoURL: 'https://github.com/acme/call-router.git',
          targetRevision: 'trunk',
          path: 'deploy/overlays/staging-stage-1',
        },
        destination: { name: 'staging-cluster', namespace: 'call-router' },
      },
    });
  });

  it('apply its boundary in the project of the platform, and before', () => {
    const context = { ...plan, placement: us };
    const [application] = boundary.emit(context);
    expect(boundary.file(context)).toBe('application-boundary-us-1.yaml');
    expect(application).toMatchObject({
      metadata: {
        name: 'call-router-boundary-us-1',
        annotations: { 'argocd.argoproj.io/sync-wave': '-10' },
        labels: { 'orchestr8.io/part': 'boundary' },
      },
      spec: {
        project: 'platform',
        source: {
          repoURL: 'https://github.com/acme/platform-apps.git',
          path: 'modules/call-router/clusters/us-1',
        },
        destination: {
          server: 'https://api.us-1.example.com:6443',
          namespace: 'call-router',
        },
      },
    });
  });

  it('sync by themselves, and never to nothing', () => {
    for (const emitter of [workload, boundary]) {
      const [application] = emitter.emit({ ...plan, placement: us });
      expect(application.spec).toMatchObject({
        syncPolicy: {
          automated: {
            enabled: true,
            prune: true,
            selfHeal: true,
            allowEmpty: false,
          },
          syncOptions: [
            'ServerSideApply=true',
            'ApplyOutOfSyncOnly=true',
            'PruneLast=true',
            'FailOnSharedResource=true',
          ],
        },
      });
    }
  });
});

describe('the AppProject of a module', () => {
  it('allows its repository, its clusters and its namespace', () => {
    const [project] = appProject.emit(plan);
    expect(project).toMatchObject({
      metadata: { name: 'call-router', namespace: 'gitops' },
      spec: {
        sourceRepos: ['https://github.com/acme/call-router.git'],
        destinations: [
          {
            server: 'https://api.us-1.example.com:6443',
            namespace: 'call-router',
          },
          { name: 'staging-cluster', namespace: 'call-router' },
          { name: 'eu-1', namespace: 'call-router' },
        ],
      },
    });
  });
});

describe('the platform itself', () => {
  it('has a root that leaves boundaries, specs and locks out', () => {
    const root = rootApplication(zone);
    expect(root).toMatchObject({
      metadata: { name: 'platform-root', namespace: 'gitops' },
      spec: {
        project: 'platform',
        source: {
          path: 'modules',
          directory: {
            recurse: true,
            exclude: '{**/clusters/**,**/module.yaml,**/lock.json}',
          },
        },
        destination: {
          server: 'https://kubernetes.default.svc',
          namespace: 'gitops',
        },
      },
    });
    expect(root.metadata).not.toHaveProperty('finalizers');
  });

  it('has a project that outlives the root, and reaches its clusters only', () => {
    const project = platformProject(zone);
    expect(project.metadata.annotations).toMatchObject({
      'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
    });
    expect(project.spec).toMatchObject({
      sourceRepos: ['https://github.com/acme/platform-apps.git'],
      destinations: [
        { server: 'https://kubernetes.default.svc', namespace: 'gitops' },
        { name: 'eu-1', namespace: '*' },
        { server: 'https://api.us-1.example.com:6443', namespace: '*' },
        { name: 'staging-cluster', namespace: '*' },
      ],
    });
  });
});
