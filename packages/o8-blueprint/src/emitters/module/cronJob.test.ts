import { onlyOf, planWith } from '../../__testUtils__/planWith';
import { cronJob } from './cronJob';
import { deployment } from './deployment';
import { service } from './service';

const job = { schedule: '20 4 * * *', timeoutMinutes: 15, retries: 1 };

describe('a job', () => {
  const plan = planWith({ kind: 'job', job, args: ['report'] });
  const object = onlyOf(cronJob, plan);

  it('is a CronJob that never runs twice at once', () => {
    expect(object).toMatchObject({
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'shop', labels: { 'orchestr8.io/module': 'shop' } },
      spec: {
        schedule: '20 4 * * *',
        timeZone: 'Etc/UTC',
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: 3600,
        successfulJobsHistoryLimit: 3,
        failedJobsHistoryLimit: 3,
      },
    });
  });

  it('ends, is tried again, and goes after a week', () => {
    expect(object.spec).toMatchObject({
      jobTemplate: {
        spec: {
          activeDeadlineSeconds: 900,
          backoffLimit: 1,
          ttlSecondsAfterFinished: 604_800,
          podFailurePolicy: { rules: [{ action: 'Ignore' }] },
        },
      },
    });
  });

  it('has pods that end, and answer nobody', () => {
    const text = JSON.stringify(object);
    expect(object.spec).toMatchObject({
      jobTemplate: {
        spec: {
          template: {
            metadata: { labels: { 'app.kubernetes.io/name': 'shop' } },
            spec: {
              restartPolicy: 'Never',
              serviceAccountName: 'shop',
              containers: [{ name: 'shop', args: ['report'] }],
            },
          },
        },
      },
    });
    for (const never of ['Probe"', '"ports"', 'preStop', 'topologySpread']) {
      expect(text).not.toContain(never);
    }
  });

  it('is neither a Deployment nor behind a Service', () => {
    expect(deployment.emit(plan)).toEqual([]);
    expect(service.emit(plan)).toEqual([]);
    expect(cronJob.emit(planWith({ kind: 'worker' }))).toEqual([]);
  });

  it.each(['none', 'ambient', 'sidecar'] as const)(
    'ends beside a proxy too: %s',
    mesh => {
      const text = JSON.stringify(
        onlyOf(cronJob, planWith({ kind: 'job', job }, {}, mesh)),
      );
      const native = '"sidecar.istio.io/nativeSidecar":"true"';
      expect(text.includes(native)).toBe(mesh === 'sidecar');
    },
  );
});
