import type { ModuleSpecInput } from '@orchestr8/backstage-plugin-o8-common';
import { createRichZone } from '../../__testUtils__/anyModule';
import { planWith, specWith } from '../../__testUtils__/planWith';
import { noteSkeleton } from './noteSkeleton';

type Spec = ModuleSpecInput['spec'];

const DIGEST = `sha256:${'0a'.repeat(32)}`;
const images = { node: `registry.example/node@${DIGEST}` };

function notesOf(
  workload: Partial<Spec['workload']>,
  more: Partial<Spec> = {},
  zone: object = { images },
): string[] {
  const plan = planWith(
    { kind: 'service', runtime: 'node', ...workload },
    more,
  );
  const spec = { ...plan.spec };
  return noteSkeleton({ ...plan, spec, zone: createRichZone('none', zone) });
}

describe('noteSkeleton', () => {
  it('has nothing to say of what fits', () => {
    expect(notesOf({})).toEqual([]);
    expect(notesOf({ runtime: undefined }, {}, {})).toEqual([]);
  });

  it('names an image that may become another one', () => {
    const [note] = notesOf({}, {}, { images: undefined });
    expect(note).toMatch(
      /node:24-slim, whose tag may become another image.*"images\.node"/,
    );
    expect(notesOf({ runtime: 'go' })).toHaveLength(1);
    expect(
      notesOf({ runtime: 'go' }, {}, { images: { go: images.node } }),
    ).toEqual([]);
  });

  it('names what the code does not have', () => {
    const { probes, ...spec } = specWith({ kind: 'service' }).spec.workload;
    expect(spec.kind).toBe('service');
    const notes = notesOf(
      {
        command: ['/own/program'],
        probes: { liveness: { port: 9000 }, readiness: { command: ['/x'] } },
      },
      { data: { postgresql: { migrations: { command: ['/own/migrate'] } } } },
    );
    expect(notes).toEqual([
      expect.stringContaining('the program of "workload.command"'),
      expect.stringContaining('"data.postgresql.migrations.command"'),
      expect.stringContaining('"workload.probes.liveness"'),
      expect.stringContaining('"workload.probes.readiness"'),
    ]);
  });

  it('says where a rollout would have too few connections', () => {
    const at = (connectionLimit: number) =>
      notesOf({ replicas: 4 }, { data: { postgresql: { connectionLimit } } });
    expect(at(7)).toEqual([]);
    expect(at(6)).toEqual([
      expect.stringMatching(/need 7 connections at least, .* allows 6/),
    ]);
  });

  it('says that metrics are public where they are', () => {
    const exposure = { kind: 'public', host: 'shop.rich.example' } as const;
    const at = (metrics: object) =>
      notesOf({}, { exposure, observability: { metrics } });
    expect(at({})).toEqual([expect.stringContaining('at its public host')]);
    expect(at({ port: 9090 })).toEqual([]);
  });
});
