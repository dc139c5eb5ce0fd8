import { createPlan, look, SPEC } from '../__testUtils__';

const { workload } = SPEC;

describe('the volumes of a module', () => {
  it('is nothing to ask about without volumes: objects come from git', () => {
    const plan = createPlan({
      spec: { workload: { kind: 'service' }, placements: [] },
    });
    for (const check of ['BK-2', 'BK-3', 'BK-6']) {
      expect([check, look(check, plan).verdict]).toEqual([
        check,
        'not-applicable',
      ]);
    }
    expect(look('BK-1', plan).verdict).toBe('satisfied');
  });

  it('needs a person where a volume is left out of backups', () => {
    const plan = createPlan({
      spec: {
        compliance: undefined,
        workload: {
          ...workload,
          volumes: [
            ...(workload.volumes ?? []),
            {
              name: 'cache',
              mountPath: '/c',
              size: '1Gi',
              accessMode: 'ReadWriteMany',
              backup: false,
            },
          ],
        },
      },
    });
    expect(look('BK-3', plan)).toMatchObject({
      verdict: 'needs-person',
      reasons: ['A person attests that nothing in cache has to be kept.'],
    });
  });
});
