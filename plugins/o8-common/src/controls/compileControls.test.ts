import { formatProblem } from '../spec/problem';
import { compileControls, type ControlFile } from './compileControls';

const check = {
  id: 'NET-1',
  title: 'Nothing gets in',
  subject: 'module',
  severity: 'high',
  automation: 'full',
  forecast: 'planned',
  evidence: 'Policies.',
  remediation: 'Add one.',
};

const entry = {
  control: 'CC6.6',
  checks: ['NET-1'],
  relationship: 'superset-of',
  coverage: 'full',
  rationale: 'It is closed.',
  confidence: 'high',
};

interface Changes {
  check?: object;
  checks?: object[];
  entry?: object;
  entries?: object[];
  controls?: object[];
}

const API_VERSION = 'orchestr8.io/v1alpha1';

function createFiles(changes: Changes = {}): ControlFile[] {
  return [
    {
      path: 'catalogs/soc2.yaml',
      document: {
        apiVersion: API_VERSION,
        kind: 'ComplianceCatalog',
        metadata: { name: 'soc2' },
        spec: {
          title: 'SOC 2',
          version: '2017',
          source: 'https://example.com/tsc',
          text: 'summary',
          scope: 'All of it.',
          controls: changes.controls ?? [{ id: 'CC6.6', title: 'Threats' }],
        },
      },
    },
    {
      path: 'checks/network.yaml',
      document: {
        apiVersion: API_VERSION,
        kind: 'ComplianceChecks',
        metadata: { name: 'network' },
        spec: {
          title: 'Network',
          checks: changes.checks ?? [{ ...check, ...changes.check }],
        },
      },
    },
    {
      path: 'mappings/soc2.yaml',
      document: {
        apiVersion: API_VERSION,
        kind: 'ComplianceMapping',
        metadata: { name: 'soc2' },
        spec: {
          catalog: 'soc2',
          provenance: 'judgement',
          entries: changes.entries ?? [{ ...entry, ...changes.entry }],
        },
      },
    },
  ];
}

function problemsOf(files: ControlFile[]): string[] {
  const result = compileControls(files);
  return result.ok ? [] : result.problems.map(formatProblem);
}

describe('compileControls', () => {
  it('puts catalogs, checks and mappings together', () => {
    expect(compileControls(createFiles())).toEqual({
      ok: true,
      value: {
        catalogs: [expect.objectContaining({ id: 'soc2', text: 'summary' })],
        families: [
          {
            id: 'network',
            title: 'Network',
            checks: [{ ...check, version: 1 }],
          },
        ],
        mappings: [
          {
            catalog: 'soc2',
            provenance: 'judgement',
            entries: [{ ...entry, manual: [] }],
          },
        ],
      },
    });
  });

  it.each<[string, Changes, string]>([
    [
      'a control that the framework does not have',
      { entries: [entry, { ...entry, control: 'CC6.9' }] },
      'mappings/soc2.yaml: spec.entries[1].control: "CC6.9" is no control of soc2',
    ],
    [
      'a check that does not exist',
      { entry: { checks: ['NET-1', 'NET-2'] } },
      'mappings/soc2.yaml: spec.entries[0].checks[1]: "NET-2" is no check',
    ],
    [
      'a control without an entry',
      {
        controls: [
          { id: 'CC6.6', title: 'a' },
          { id: 'CC6.7', title: 'b' },
        ],
      },
      'catalogs/soc2.yaml: spec.controls[1].id: "CC6.7" has no entry in a mapping, not even one that leaves it to people',
    ],
    [
      'a check that is there twice',
      { checks: [check, check] },
      'checks/network.yaml: spec.checks[1].id: "NET-1" is there twice',
    ],
    [
      'a control that is there twice',
      {
        controls: [
          { id: 'CC6.6', title: 'a' },
          { id: 'CC6.6', title: 'b' },
        ],
      },
      'catalogs/soc2.yaml: spec.controls[1].id: "CC6.6" is there twice',
    ],
    [
      'two entries of a control',
      { entries: [entry, entry] },
      'mappings/soc2.yaml: spec.entries[1].control: "CC6.6" is there twice',
    ],
    [
      'full coverage that leaves something to people',
      { entry: { manual: ['A list.'] } },
      'mappings/soc2.yaml: spec.entries[0].manual: must be empty where the checks cover all, and only then',
    ],
    [
      'full coverage by checks that only cross the control',
      { entry: { relationship: 'intersects-with' } },
      'mappings/soc2.yaml: spec.entries[0].coverage: must be "partial" for "intersects-with"',
    ],
    [
      'partial coverage that nobody completes',
      { entry: { coverage: 'partial' } },
      'mappings/soc2.yaml: spec.entries[0].manual: must be empty where the checks cover all, and only then',
    ],
    [
      'a check that a person answers, and that is automated',
      { check: { forecast: 'person' } },
      'checks/network.yaml: spec.checks[0].forecast: must be "person" for "automation: manual", and only then',
    ],
    [
      'an id of a wrong form',
      { check: { id: 'o8.net-1' } },
      'checks/network.yaml: spec.checks[0].id: is not the id of a check such as NET-1',
    ],
    [
      'an unknown field',
      { entry: { notes: 'x' } },
      'mappings/soc2.yaml: spec.entries[0].notes: is not a field that this version knows',
    ],
    [
      'a check of an entry that is there twice',
      { entry: { checks: ['NET-1', 'NET-1'] } },
      'mappings/soc2.yaml: spec.entries[0].checks: has "NET-1" twice',
    ],
  ])('refuses %s, with its place', (_, changes, message) => {
    expect(problemsOf(createFiles(changes))).toEqual([message]);
  });

  it('says that an entry without checks covers nothing', () => {
    const problems = problemsOf(createFiles({ entry: { checks: [] } }));
    expect(problems).toEqual([
      'mappings/soc2.yaml: spec.entries[0].coverage: must be "none" without checks, and only then',
      'mappings/soc2.yaml: spec.entries[0].relationship: must be "no-relationship" without checks, and only then',
    ]);
  });

  it('says everything at once', () => {
    const files = createFiles({
      check: { severity: 'bad' },
      entry: { confidence: 'sure' },
    });
    const more = [...files, { path: 'checks/x.yaml', document: 'text' }];
    expect(problemsOf(more)).toEqual([
      'checks/network.yaml: spec.checks[0].severity: must be one of critical, high, medium, low',
      'mappings/soc2.yaml: spec.entries[0].confidence: must be one of high, medium, low',
      expect.stringMatching(/^checks\/x\.yaml: /),
    ]);
  });

  it('refuses a mapping of a catalog that is not there', () => {
    const [, checks, mapping] = createFiles();
    expect(problemsOf([checks, mapping])).toEqual([
      'mappings/soc2.yaml: spec.catalog: is "soc2", which is no catalog',
    ]);
  });
});
