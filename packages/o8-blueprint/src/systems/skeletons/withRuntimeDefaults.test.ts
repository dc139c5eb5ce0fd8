import {
  RUNTIMES,
  type ModuleSpecInput,
} from '@orchestr8/backstage-plugin-o8-common';
import { planWith, specWith } from '../../__testUtils__/planWith';
import { RUNTIME_COMMANDS } from './commands';
import { withRuntimeDefaults } from './withRuntimeDefaults';

type Workload = ModuleSpecInput['spec']['workload'];
type Probes = Workload['probes'];

function probesOf(probes?: Probes) {
  return withRuntimeDefaults(
    specWith({ kind: 'service', runtime: 'go', probes }),
  ).spec.workload.probes;
}

describe('withRuntimeDefaults', () => {
  it('asks for what the code answers at', () => {
    expect(probesOf()).toEqual({
      startup: { path: '/livez' },
      liveness: { path: '/livez' },
      readiness: { path: '/readyz' },
    });
  });

  it('keeps what the team says', () => {
    expect(
      probesOf({
        startup: { periodSeconds: 7 },
        liveness: { path: '/healthz' },
        readiness: { command: ['/ready'] },
      }),
    ).toEqual({
      startup: { path: '/healthz', periodSeconds: 7 },
      liveness: { path: '/healthz' },
      readiness: { command: ['/ready'] },
    });
    expect(probesOf({ liveness: { port: 9000 } })).toMatchObject({
      startup: { path: '/livez' },
      liveness: { port: 9000 },
    });
  });

  it('gives a worker probes, and a job none', () => {
    const job = { schedule: '7 3 * * *' };
    const of = (workload: Workload) =>
      withRuntimeDefaults(specWith(workload)).spec.workload.probes;
    expect(of({ kind: 'worker', runtime: 'node' })).toHaveProperty('readiness');
    expect(of({ kind: 'job', runtime: 'node', job })).toBeUndefined();
  });

  it.each(RUNTIMES)('changes the schema by the code itself: %s', runtime => {
    const spec = specWith(
      { kind: 'service', runtime },
      { data: { postgresql: {} } },
    );
    expect(
      withRuntimeDefaults(spec).spec.data?.postgresql?.migrations?.command,
    ).toEqual(RUNTIME_COMMANDS[runtime].migrate);
  });

  it('keeps the program of the team, and says nothing twice', () => {
    const spec = specWith(
      { kind: 'service', runtime: 'java' },
      { data: { postgresql: { migrations: { command: ['/own'] } } } },
    );
    const once = withRuntimeDefaults(spec);
    expect(once.spec.data?.postgresql?.migrations?.command).toEqual(['/own']);
    expect(withRuntimeDefaults(once)).toEqual(once);
  });

  it('changes nothing of what is not our code', () => {
    const spec = specWith(
      { kind: 'service', image: 'a/b:1' },
      { data: { postgresql: {} } },
    );
    expect(withRuntimeDefaults(spec)).toBe(spec);
  });

  it('is in what is approved, and not in what the team asks for', () => {
    const { module, platform } = planWith({ kind: 'service', runtime: 'node' });
    const find = (files: typeof module, path: string) =>
      JSON.stringify(files.find(file => file.path === path));
    expect(find(module, 'o8.yaml')).not.toContain('/livez');
    expect(find(platform, 'modules/shop/module.yaml')).toContain('/livez');
    expect(find(module, 'deploy/base/deployment.yaml')).toContain(
      '"readinessProbe":{"httpGet":{"path":"/readyz","port":"http"}',
    );
  });
});
