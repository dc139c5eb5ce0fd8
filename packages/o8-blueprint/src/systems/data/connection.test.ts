import type { ModuleSpecInput } from '@orchestr8/backstage-plugin-o8-common';
import { createRichZone } from '../../__testUtils__/anyModule';
import { problemsOf, valueOf } from '../../__testUtils__/examples';
import { planWith, specWith } from '../../__testUtils__/planWith';
import { planModule } from '../../plan/planModule';
import { connectionEnv, connectionVolumes } from './connection';
import { migrations } from './migrations';

const command = ['/app/migrate', 'up'];
const REGIONS = ['eu-1', 'us-1'].map(cluster => ({
  environment: 'production',
  cluster,
}));

describe('connectionEnv', () => {
  it('speaks to PostgreSQL’s own clients of the shared cluster', () => {
    const plan = planWith({ kind: 'service' }, { data: { postgresql: {} } });
    expect(connectionEnv(plan)).toEqual([
      { name: 'PGHOST', value: 'shared-pg-rw.platform-db.svc' },
      { name: 'PGPORT', value: '5432' },
      { name: 'PGDATABASE', value: 'shop' },
      { name: 'PGUSER', value: 'shop' },
      {
        name: 'PGPASSWORD',
        valueFrom: { secretKeyRef: { name: 'shop-database', key: 'password' } },
      },
      { name: 'PGSSLMODE', value: 'require' },
      { name: 'PGOPTIONS', value: '-c search_path=shop' },
    ]);
    expect(connectionVolumes(plan)).toEqual([]);
  });

  it('finds what extensions bring, which the operator puts into "public"', () => {
    const plan = planWith(
      { kind: 'service' },
      { data: { postgresql: { extensions: ['vector'] } } },
    );
    expect(connectionEnv(plan)).toContainEqual({
      name: 'PGOPTIONS',
      value: '-c search_path=shop,public',
    });
  });

  it('asks who answers where it has a certificate', () => {
    const zone = createRichZone('none');
    if (zone.spec.database) {
      zone.spec.database.caConfigMap = 'platform-ca';
    }
    const spec = specWith({ kind: 'service' }, { data: { postgresql: {} } });
    const shared = valueOf(planModule({ spec, zone }));
    expect(connectionEnv(shared)).toContainEqual({
      name: 'PGSSLMODE',
      value: 'verify-full',
    });
    expect(connectionVolumes(shared)[0].volume).toMatchObject({
      configMap: { name: 'platform-ca' },
    });
  });

  it('leads to a cluster of its own, and mounts of its Secret the certificate alone', () => {
    const plan = planWith(
      { kind: 'service' },
      { data: { postgresql: { mode: 'dedicated' } } },
    );
    const env = Object.fromEntries(
      connectionEnv(plan).map(({ name, ...rest }) => [name, rest]),
    );
    expect(env).toMatchObject({
      PGHOST: { value: 'shop-db-rw.shop.svc' },
      PGPASSWORD: { valueFrom: { secretKeyRef: { name: 'shop-db-app' } } },
      PGSSLMODE: { value: 'verify-full' },
      PGSSLROOTCERT: { value: '/run/o8/database/ca.crt' },
    });
    expect(connectionVolumes(plan)[0].volume).toEqual({
      name: 'database-ca',
      secret: {
        secretName: 'shop-db-ca',
        items: [{ key: 'ca.crt', path: 'ca.crt' }],
      },
    });
  });

  it('is not for specs to say', () => {
    const env = { PGHOST: 'elsewhere' };
    const spec = specWith(
      { kind: 'service', env },
      { data: { postgresql: {} } },
    );
    const zone = createRichZone('none');
    expect(problemsOf(planModule({ spec, zone }))).toEqual([
      expect.objectContaining({ path: 'spec.workload.env.PGHOST' }),
    ]);
  });
});

describe('migrations', () => {
  const planOf = (
    more: Partial<ModuleSpecInput['spec']> = {},
    image: string | undefined = 'a/b:1',
  ) =>
    planWith(
      { kind: 'service', image, env: { LEVEL: 'info' } },
      { data: { postgresql: { migrations: { command } } }, ...more },
      'sidecar',
    );

  it('run before each rollout, restricted, with what is there before it', () => {
    const [job, ...more] = migrations.emit(planOf());
    expect(more).toEqual([]);
    expect(job.metadata).toEqual({
      name: 'shop-migrations',
      labels: {
        'app.kubernetes.io/name': 'shop-migrations',
        'orchestr8.io/module': 'shop',
      },
      annotations: {
        'argocd.argoproj.io/hook': 'PreSync',
        'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
      },
    });
    expect(job.spec).toMatchObject({
      template: {
        metadata: {
          annotations: { 'sidecar.istio.io/nativeSidecar': 'true' },
        },
        spec: {
          automountServiceAccountToken: false,
          restartPolicy: 'Never',
          securityContext: { runAsNonRoot: true },
          containers: [
            {
              image: 'registry.example/modules/shop',
              command,
              securityContext: { readOnlyRootFilesystem: true },
            },
          ],
        },
      },
    });
    const text = JSON.stringify(job);
    expect(text).toContain('{"name":"LEVEL","value":"info"}');
    expect(text).toContain('"PGHOST"');
    // Before the first sync it does not exist.
    expect(text).not.toContain('serviceAccountName');
  });

  it('are in the base, or in the overlays of those that are written to', () => {
    const pathsOf = (plan: ReturnType<typeof planOf>) =>
      plan.module
        .map(({ path }) => path)
        .filter(path => path.endsWith('migrations.yaml'));
    expect(pathsOf(planOf())).toEqual(['deploy/base/migrations.yaml']);
    const regions = planOf({
      placements: [...REGIONS, { environment: 'staging', cluster: 'stage-1' }],
      data: {
        postgresql: {
          mode: 'dedicated',
          primary: 'us-1',
          migrations: { command },
        },
      },
    });
    expect(pathsOf(regions)).toEqual([
      'deploy/overlays/production-us-1/migrations.yaml',
      'deploy/overlays/staging-stage-1/migrations.yaml',
    ]);
  });

  it('are left out as long as the placeholder runs', () => {
    const patch = (image?: string) =>
      planWith(
        { kind: 'service', image },
        { data: { postgresql: { migrations: { command } } } },
      ).module.find(({ path }) => path.endsWith('patch-placeholder.yaml'));
    expect(patch()).toMatchObject({
      objects: [
        {
          kind: 'Job',
          metadata: {
            name: 'shop-migrations',
            annotations: { 'argocd.argoproj.io/hook': 'Skip' },
          },
        },
      ],
    });
    expect(patch('a/b:1')).toBeUndefined();
  });
});
