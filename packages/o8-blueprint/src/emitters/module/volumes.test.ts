import { onlyOf, planWith } from '../../__testUtils__/planWith';
import { configMap } from './configMap';
import { cronJob } from './cronJob';
import { deployment } from './deployment';
import { persistentVolumeClaims } from './persistentVolumeClaims';

const data = { name: 'data', mountPath: '/var/lib/data', size: '10Gi' };
const cache = {
  name: 'cache',
  mountPath: '/var/cache/shop',
  size: '1Gi',
  storageClass: 'fast',
  backup: false,
};
const files = { 'app.conf': '# top\n\n[a]\n', 'x.txt': 'x' };

describe('volumes', () => {
  const plan = planWith({
    kind: 'service',
    replicas: 1,
    volumes: [data, cache],
  });

  it('are claims that nothing removes by itself', () => {
    expect(persistentVolumeClaims.emit(plan)).toMatchObject([
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: {
          name: 'shop-data',
          annotations: {
            'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
          },
        },
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: '10Gi' } },
        },
      },
      {
        metadata: {
          name: 'shop-cache',
          labels: { 'velero.io/exclude-from-backup': 'true' },
        },
        spec: { storageClassName: 'fast' },
      },
    ]);
  });

  it('are in backups and of the usual class unless the spec says otherwise', () => {
    const [first] = persistentVolumeClaims.emit(plan);
    expect(first.metadata.labels).not.toHaveProperty([
      'velero.io/exclude-from-backup',
    ]);
    expect(first.spec).not.toHaveProperty('storageClassName');
  });

  it('are mounted, and wait for no second pod', () => {
    expect(onlyOf(deployment, plan).spec).toMatchObject({
      replicas: 1,
      strategy: { type: 'Recreate' },
      template: {
        spec: {
          securityContext: { fsGroupChangePolicy: 'OnRootMismatch' },
          containers: [
            {
              volumeMounts: [
                { name: 'tmp', mountPath: '/tmp' },
                { name: 'data', mountPath: '/var/lib/data' },
                { name: 'cache', mountPath: '/var/cache/shop' },
              ],
            },
          ],
          volumes: [
            { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
            { persistentVolumeClaim: { claimName: 'shop-data' } },
            { persistentVolumeClaim: { claimName: 'shop-cache' } },
          ],
        },
      },
    });
  });

  it('let pods follow each other where several nodes may have them', () => {
    const shared = { ...data, accessMode: 'ReadWriteMany' as const };
    const object = onlyOf(
      deployment,
      planWith({ kind: 'worker', replicas: 3, volumes: [shared] }),
    );
    expect(object.spec).toMatchObject({ strategy: { type: 'RollingUpdate' } });
  });

  it('of a job trouble nobody before it has run', () => {
    const job = { schedule: '0 3 * * *' };
    const [claim] = persistentVolumeClaims.emit(
      planWith({ kind: 'job', job, volumes: [data] }),
    );
    expect(claim.metadata.annotations).toMatchObject({
      'argocd.argoproj.io/ignore-healthcheck': 'true',
      'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
    });
    expect(persistentVolumeClaims.emit(planWith({ kind: 'worker' }))).toEqual(
      [],
    );
  });
});

describe('config', () => {
  const configured = (texts: Record<string, string>) =>
    planWith({ kind: 'service', config: { files: texts } });
  const checksumOf = (texts: Record<string, string>) =>
    /"orchestr8.io\/config-checksum":"(\w+)"/.exec(
      JSON.stringify(onlyOf(deployment, configured(texts))),
    )?.[1];

  it('is a ConfigMap that the container can read only', () => {
    expect(onlyOf(configMap, configured(files))).toMatchObject({
      kind: 'ConfigMap',
      metadata: { name: 'shop-config' },
      data: files,
    });
    expect(onlyOf(deployment, configured(files)).spec).toMatchObject({
      template: {
        spec: {
          containers: [
            {
              volumeMounts: [
                { name: 'tmp' },
                { name: 'config', mountPath: '/etc/module', readOnly: true },
              ],
            },
          ],
          volumes: [
            { name: 'tmp' },
            { name: 'config', configMap: { name: 'shop-config' } },
          ],
        },
      },
    });
  });

  it('starts new pods when it changes, and only then', () => {
    const [a, b] = Object.entries(files);
    expect(checksumOf(files)).toMatch(/^[0-9a-f]{16}$/);
    expect(checksumOf(Object.fromEntries([b, a]))).toBe(checksumOf(files));
    expect(checksumOf({ ...files, 'x.txt': 'y' })).not.toBe(checksumOf(files));
    expect(checksumOf({ 'app.conf': 'x', 'x.txt': '' })).not.toBe(
      checksumOf({ 'app.conf': '', 'x.txt': 'x' }),
    );
  });

  it('needs no checksum where each run is a new pod, and no ConfigMap without files', () => {
    const job = { schedule: '0 3 * * *' };
    const plan = planWith({ kind: 'job', job, config: { files } });
    expect(JSON.stringify(onlyOf(cronJob, plan))).not.toContain('checksum');
    expect(configMap.emit(planWith({ kind: 'service' }))).toEqual([]);
  });
});
