import { linesOf } from './__testUtils__';

const hipaa = (more: object = {}) => ({
  frameworks: ['hipaa'],
  dataClassification: 'phi',
  ...more,
});

describe('findComplianceProblems', () => {
  it.each([
    {},
    { frameworks: ['soc2'] },
    { dataClassification: 'public' },
    hipaa(),
    hipaa({ dataClassification: 'confidential' }),
  ])('takes %j', compliance => {
    expect(linesOf({ compliance })).toEqual([]);
  });

  it.each<[object, string]>([
    [
      hipaa({ dataClassification: undefined }),
      'spec.compliance.dataClassification: is missing: hipaa needs it, as confidential or phi',
    ],
    [
      hipaa({ dataClassification: 'public' }),
      'spec.compliance.dataClassification: must be confidential or phi with hipaa',
    ],
    [
      hipaa({ dataClassification: 'internal' }),
      'spec.compliance.dataClassification: must be confidential or phi with hipaa',
    ],
    [
      { frameworks: ['soc2'], dataClassification: 'phi' },
      'spec.compliance.frameworks: must contain hipaa: health data (phi) is what it is about',
    ],
  ])('refuses %j', (compliance, line) => {
    expect(linesOf({ compliance })).toEqual([line]);
  });

  it('asks for hosts that speak TLS', () => {
    const dependsOn = [
      { host: 'a.example.com', port: 80 },
      { host: 'b.example.com' },
    ];
    expect(linesOf({ dependsOn })).toEqual([]);
    expect(linesOf({ dependsOn, compliance: hipaa() })).toEqual([
      'spec.dependsOn[0].port: must be one that speaks TLS with hipaa: on 80 everybody on the way can read along',
    ]);
  });

  it('asks for backups and for logs that can be searched', () => {
    const volume = { name: 'a', mountPath: '/a', size: '1Gi', backup: false };
    const spec = {
      workload: { kind: 'service', replicas: 1, volumes: [volume] },
      observability: { logs: { format: 'text' } },
    };
    expect(linesOf(spec)).toEqual([]);
    expect(linesOf({ ...spec, compliance: hipaa() })).toEqual([
      'spec.workload.volumes[0].backup: must be true with hipaa, which asks for copies of what is kept; what is not kept belongs to /tmp',
      'spec.observability.logs.format: must be json with hipaa: who did what has to be found in logs',
    ]);
  });
});
