import type { ModuleSpecInput } from '@orchestr8/backstage-plugin-o8-common';
import { planWith } from '../__testUtils__/planWith';
import { nextSteps } from './nextSteps';

type Spec = ModuleSpecInput['spec'];

function stepsOf(workload: Spec['workload'], more: Partial<Spec> = {}): string {
  return nextSteps(planWith(workload, more)).join('\n');
}

const chart = {
  repository: 'https://charts.example.com/stable',
  name: 'thing',
  version: '1.2.3',
};

describe('nextSteps', () => {
  it('say what waits for its first image', () => {
    expect(stepsOf({ kind: 'worker' })).toMatch(
      /^It is \*\*waiting for its first image\*\*: .* as `registry.example\/modules\/shop`/,
    );
    const job = { schedule: '20 4 * * *' };
    expect(stepsOf({ kind: 'job', job })).toMatch(
      /until then it is suspended\. .* Remove `patch-placeholder.yaml`/,
    );
    expect(stepsOf({ kind: 'worker', image: 'a/b:1' })).toMatch(
      /^It runs `a\/b:1`\./,
    );
  });

  it('say when a job runs, and how by hand', () => {
    const job = { schedule: '20 4 * * *', timeoutMinutes: 5, retries: 0 };
    const text = stepsOf({ kind: 'job', job });
    expect(text).toContain('runs at `20 4 * * *` (UTC)');
    expect(text).toContain('at most 5 minutes');
    expect(text).toContain('`kubectl -n shop create job --from=cronjob/shop');
    expect(text).not.toContain('$PORT');
  });

  it.each([
    [0, 'after a failure it waits for its next turn.'],
    [1, 'after a failure it is tried again once.'],
    [3, 'after a failure it is tried again 3 times at most.'],
  ])('say what follows a failure with %d retries', (retries, words) => {
    const job = { schedule: '20 4 * * *', retries };
    expect(stepsOf({ kind: 'job', job })).toContain(words);
  });

  it('say where it may write, and what backups leave out', () => {
    const volumes = [
      { name: 'data', mountPath: '/data', size: '1Gi' },
      { name: 'cache', mountPath: '/cache', size: '1Gi', backup: false },
    ];
    const text = stepsOf({ kind: 'service', replicas: 1, volumes });
    expect(text).toContain('writes to `/tmp`, `/data`, `/cache` only');
    expect(text).toContain('Backups leave out `cache`.');
    expect(stepsOf({ kind: 'service' })).not.toContain('volumes');
  });

  it.each<[Partial<Spec>, string]>([
    [{}, 'Modules of the system `mall` may call it that say so'],
    [{ callers: 'any' }, 'Every module may call it that says so'],
    [{ callers: ['till', 'desk'] }, '`till`, `desk` may call it'],
    [{ exposure: { kind: 'none' } }, 'Nothing may call it'],
  ])('say who may call: %j', (more, text) => {
    expect(stepsOf({ kind: 'service' }, more)).toContain(text);
  });

  it('say whom it may call', () => {
    const dependsOn = [{ host: 'api.example.com', cidrs: ['203.0.113.0/24'] }];
    expect(stepsOf({ kind: 'service' }, { dependsOn })).toContain(
      'It may call `api.example.com` (port 443), and ask DNS.',
    );
    expect(stepsOf({ kind: 'service' })).toContain('it may call nothing yet');
  });

  it('say how to see what a chart becomes', () => {
    expect(stepsOf({ kind: 'service', chart })).toContain(
      '`helm template shop thing --repo https://charts.example.com/stable --version 1.2.3 -f deploy/values.yaml -f deploy/values/production-eu-1.yaml`',
    );
    const oci = { ...chart, repository: 'oci://registry.example.com/charts' };
    expect(stepsOf({ kind: 'service', chart: oci })).toContain(
      '`helm template shop oci://registry.example.com/charts/thing --version 1.2.3',
    );
  });

  it('say who answers for an exception, whatever the reason', () => {
    const podSecurity = {
      level: 'baseline' as const,
      owner: 'group:default/mall',
      reason: 'Needs | <b>root</b> ![x](y)',
      expires: '2027-06-30',
    };
    const text = stepsOf({ kind: 'service', chart: { ...chart, podSecurity } });
    expect(text).toContain('"baseline" until 2027-06-30');
    expect(text).toContain('`group:default/mall` answers');
    expect(text).not.toContain('<b>');
    expect(text).not.toContain('![');
  });
});
