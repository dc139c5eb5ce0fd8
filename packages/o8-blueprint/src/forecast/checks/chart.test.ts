import { changeObjects, createPlan, look } from '../__testUtils__';

describe('the exception of a chart', () => {
  const chart = {
    repository: 'https://charts.example.com',
    name: 'db',
    version: '1.2.3',
    podSecurity: {
      level: 'baseline' as const,
      owner: 'group:default/money',
      reason: 'It needs a port below 1024',
      expires: '2027-06-30',
    },
  };
  const plan = createPlan({
    spec: {
      workload: { kind: 'service', chart },
      placements: [],
      observability: undefined,
    },
  });

  it('needs the person who answers for it', () => {
    expect(look('PSS-1', plan)).toMatchObject({
      verdict: 'needs-person',
      reasons: [
        'group:default/money answers for pods that are baseline until 2027-06-30: It needs a port below 1024',
      ],
    });
    expect(look('GOV-2', plan).verdict).toBe('satisfied');
  });

  it('fails without an end', () => {
    const endless = changeObjects(plan, object => {
      delete object.metadata.annotations?.[
        'orchestr8.io/pod-security-exception-expires'
      ];
      return object;
    });
    expect(look('PSS-1', endless).verdict).toBe('fails');
    expect(look('GOV-2', endless).verdict).toBe('fails');
  });

  it('proves no isolation of pods that may be on the network of a node', () => {
    const privileged = createPlan({
      spec: {
        workload: {
          kind: 'service',
          chart: {
            ...chart,
            podSecurity: { ...chart.podSecurity, level: 'privileged' },
          },
        },
        placements: [],
        observability: undefined,
      },
    });
    for (const check of ['NET-1', 'NET-2', 'NET-5']) {
      expect([
        check,
        look(check, plan).verdict,
        look(check, privileged).verdict,
      ]).toEqual([check, 'satisfied', 'at-runtime']);
    }
  });

  it('leaves its pods to running evidence', () => {
    for (const check of [
      'RBAC-3',
      'HA-1',
      'VUL-4',
      'BK-3',
      'MON-1',
      'SEC-2',
      'DB-1',
    ]) {
      expect([check, look(check, plan).verdict]).toEqual([check, 'at-runtime']);
    }
  });
});
