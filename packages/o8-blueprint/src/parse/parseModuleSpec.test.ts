import { formatProblem } from '@orchestr8/backstage-plugin-o8-common';
import { exampleOf, problemsOf, valueOf } from '../__testUtils__/examples';
import { parseModuleSpec, toModuleSpec } from './parseModuleSpec';

const MINIMAL = `
apiVersion: orchestr8.io/v1alpha1
kind: Module
metadata: { name: billing, owner: group:default/billing-team }
spec:
  landingZone: demo
  workload: { kind: service }
`;

function linesOf(text: string): string[] {
  return problemsOf(parseModuleSpec(text)).map(formatProblem);
}

describe('parseModuleSpec', () => {
  it('reads a spec and its defaults', () => {
    expect(valueOf(parseModuleSpec(MINIMAL)).spec).toEqual({
      landingZone: 'demo',
      workload: {
        kind: 'service',
        port: 8080,
        replicas: 2,
        resources: { cpu: '100m', memory: '128Mi', memoryLimit: '256Mi' },
      },
      placements: [],
      recovery: { tier: 'standard' },
    });
  });

  it('reads words as YAML 1.2 does', () => {
    const text = MINIMAL.replace('name: billing', 'name: billing, title: no');
    expect(valueOf(parseModuleSpec(text)).metadata.title).toBe('no');
  });

  it('finds all problems at once, also those of fields that belong together', () => {
    const text = `
apiVersion: orchestr8.io/v2
kind: Module
metadata: { name: Billing, owner: nobody, colour: red }
spec:
  landingZone: demo
  workload: { kind: service, resources: { memory: 2Gi, memoryLimit: 1024Mi } }
  placements:
    - { environment: production, cluster: eu-1 }
    - { environment: staging, cluster: eu-1 }
  recovery: { schedule: '@daily' }
`;
    expect(linesOf(text)).toEqual([
      'apiVersion: must be "orchestr8.io/v1alpha1"',
      'metadata.name: is not a module name: a-z, 0-9 and "-", it begins with a letter and does not end with "-"',
      'metadata.owner: is not an owner such as group:default/voice-team',
      'metadata.colour: is not a field that this version knows',
      'spec.workload.resources.memoryLimit: is less than the memory that is requested (2Gi)',
      'spec.placements[1].cluster: "eu-1" is the cluster of placements[0] too: at most one placement per cluster',
      'spec.recovery.schedule: is not a schedule of five fields such as "23 2 * * *" (minute, hour, day, month, weekday; no seconds, no @daily)',
    ]);
  });

  it.each([
    [
      'a tag',
      'a: !!js/function "x"',
      'has the tag "tag:yaml.org,2002:js/function": tags are not read',
    ],
    ['a tag of its own', 'a: !foo x', 'has the tag "!foo": tags are not read'],
    [
      'binary data',
      'a: !!binary aGk=',
      'has the tag "tag:yaml.org,2002:binary": tags are not read',
    ],
    [
      'a tag of the core schema',
      'a: !!str x',
      'has the tag "tag:yaml.org,2002:str": tags are not read',
    ],
    [
      'a tag of a list',
      'a: !!seq [x]',
      'has the tag "tag:yaml.org,2002:seq": tags are not read',
    ],
    ['a tag without a name', 'a: ! x', 'has the tag "!": tags are not read'],
    ['an alias', 'a: &x 1\nb: *x', 'has the alias "*x": aliases are not read'],
    [
      'an alias as a key',
      'a: &x b\n*x : 1',
      'has the alias "*x": aliases are not read',
    ],
    [
      'a merge key',
      'a: { <<: { b: 1 } }',
      'has the merge key "<<": merge keys are not read',
    ],
    [
      'a key twice',
      'a: 1\na: 2',
      'is not YAML: Map keys must be unique at line 2, column 1',
    ],
    [
      'two documents',
      `${MINIMAL}---${MINIMAL}`,
      'has more than one document; one is expected',
    ],
    ['no YAML', '{', 'is not YAML: '],
    ['too much', `# ${'x'.repeat(300_000)}`, 'is longer than 256 KiB'],
    ['too many levels', '['.repeat(100_000), 'Maximum call stack'],
  ])('refuses %s', (_, text, message) => {
    expect(linesOf(text)[0]).toContain(message);
  });

  it('refuses a bomb of aliases at once', () => {
    const levels = Array.from(
      { length: 20 },
      (_, level) =>
        `l${level + 1}: &l${level + 1} [*l${level}, *l${level}, *l${level}]`,
    );
    const text = ['l0: &l0 [x]', ...levels].join('\n');
    const lines = linesOf(text);
    expect(lines).toHaveLength(60);
    expect(lines[0]).toBe('has the alias "*l0": aliases are not read');
  });

  it.each(['', '# nothing', 'null', '[]', 'text', '1'])(
    'refuses %j, which is no spec',
    text => {
      expect(linesOf(text).length).toBeGreaterThan(0);
    },
  );
});

describe('toModuleSpec', () => {
  it.each([undefined, null, 1, 'x', [], {}, { spec: null }, { spec: [] }])(
    'refuses %j',
    input => {
      expect(problemsOf(toModuleSpec(input)).length).toBeGreaterThan(0);
    },
  );

  it('keeps a spec that it has read', () => {
    const { spec } = exampleOf('pinned');
    expect(valueOf(toModuleSpec(spec))).toEqual(spec);
  });

  it('writes the owner in lower case', () => {
    const { spec } = exampleOf('pinned');
    spec.metadata.owner = 'User:default/Ada';
    expect(valueOf(toModuleSpec(spec)).metadata.owner).toBe('user:default/ada');
  });

  it('refuses a key that would reach the prototype', () => {
    const input = JSON.parse(
      '{"__proto__": {"polluted": 1}, "kind": "Module"}',
    );
    expect(problemsOf(toModuleSpec(input)).length).toBeGreaterThan(0);
    expect(Object.prototype).not.toHaveProperty('polluted');
  });
});
