import {
  createSpecInput,
  findProblems,
  HOSTILE_TEXTS,
  setAt,
} from './__testUtils__';
import { moduleSpecSchema } from './moduleSpec';

const problemsWith = (path: string, value: unknown) =>
  findProblems(moduleSpecSchema, setAt(createSpecInput(), path, value));

describe('moduleSpecSchema', () => {
  it('gives the least spec all its defaults', () => {
    expect(moduleSpecSchema.parse(createSpecInput())).toEqual({
      apiVersion: 'orchestr8.io/v1alpha1',
      kind: 'Module',
      metadata: { name: 'billing', owner: 'group:default/payments', tags: [] },
      spec: {
        landingZone: 'acme',
        workload: {
          kind: 'service',
          port: 8080,
          replicas: 2,
          resources: { cpu: '100m', memory: '128Mi', memoryLimit: '256Mi' },
        },
        placements: [],
        recovery: { tier: 'standard' },
      },
    });
  });

  it('changes nothing in what it gave itself', () => {
    const spec = moduleSpecSchema.parse(createSpecInput());
    expect(moduleSpecSchema.parse(structuredClone(spec))).toEqual(spec);
  });

  it('writes the owner in lower case, as the catalog compares it', () => {
    const input = setAt(
      createSpecInput(),
      'metadata.owner',
      'Group:Default/Ops',
    );
    expect(moduleSpecSchema.parse(input).metadata.owner).toBe(
      'group:default/ops',
    );
  });

  it.each<[string, unknown]>([
    ['metadata.title', 'Billing: "all" of it, 100 % {{ }} $(echo) !!js'],
    ['metadata.description', "Ünïcode, emoji 💶 and 'quotes' are text"],
    ['metadata.owner', 'user:default/Ada.Lovelace_1'],
    ['metadata.owner', 'Group:Default/Payments'],
    ['metadata.owner', `group:a/${'x'.repeat(63)}`],
    ['metadata.system', 'Payments_2'],
    ['metadata.tags', ['c++', 'c#', 'event-driven']],
    ['spec.workload.image', 'ghcr.io/acme/billing:1.2.3'],
    ['spec.workload.image', 'localhost:5000/a/b_c:latest'],
    ['spec.workload.image', `a/b@sha256:${'0'.repeat(64)}`],
    ['spec.workload.image', `a/b:1@sha256:${'f'.repeat(64)}`],
    ['spec.workload.port', 1024],
    ['spec.workload.port', 65_535],
    ['spec.workload.replicas', 50],
    ['spec.workload.resources', { memory: '1Gi', memoryLimit: '1024Mi' }],
    ['spec.workload.resources', { cpu: '2' }],
    [
      'spec.placements',
      [{ environment: 'prod', cluster: 'eu-1', replicas: 3 }],
    ],
    ['spec.recovery', { tier: 'critical', retentionDays: 3650 }],
  ])('takes %s: %j', (path, value) => {
    expect(problemsWith(path, value)).toEqual([]);
  });

  const RANGE = /must be 1024 to 65535/;
  it.each<[string, unknown, string | RegExp]>([
    ['apiVersion', 'v1', 'must be "orchestr8.io/v1alpha1"'],
    ['kind', 'module', 'must be "Module"'],
    ['metadata', undefined, 'is missing'],
    ['metadata', [], 'must be an object with fields'],
    ['metadata.name', 7, 'must be text'],
    ['metadata.name', 'Billing', /is not a module name/],
    ['metadata.title', '   ', 'is empty'],
    ['metadata.title', 'x'.repeat(81), 'is longer than 80 characters'],
    ['metadata.description', 'x'.repeat(501), 'is longer than 500 characters'],
    ['metadata.owner', undefined, 'must be text'],
    ['metadata.owner', 'payments', /is not an owner such as/],
    ['metadata.owner', 'component:default/x', /is not an owner/],
    ['metadata.owner', 'group:default/-x', /is not an owner/],
    ['metadata.owner', 'group:default/x-', /is not an owner/],
    ['metadata.owner', 'group:default/a/b', /is not an owner/],
    ['metadata.owner', `group:default/${'x'.repeat(64)}`, /is not an owner/],
    ['metadata.owner', 'group:default/x\n', /is not an owner/],
    ['metadata.system', 'a b', 'is not the name of a system'],
    ['metadata.system', 'a.', 'is not the name of a system'],
    ['metadata.colour', 'red', 'is not a field that this version knows'],
    ['spec.landingZone', '../acme', /is not a DNS label/],
    ['spec.workload.kind', 'daemon', 'must be one of service, worker, job'],
    ['spec.workload.image', 'acme/billing', /needs a tag or a digest/],
    [
      'spec.workload.image',
      'localhost:5000/billing',
      /needs a tag or a digest/,
    ],
    ['spec.workload.image', 'https://a/b:1', /is not an image/],
    ['spec.workload.image', 'a/b:1 --privileged', /is not an image/],
    ['spec.workload.image', 'a/b:$(id)', /is not an image/],
    ['spec.workload.image', `a@sha256:${'g'.repeat(64)}`, /is not an image/],
    ['spec.workload.port', 80, RANGE],
    ['spec.workload.port', 65_536, RANGE],
    ['spec.workload.port', '8080', 'must be a number'],
    ['spec.workload.port', 8080.5, 'must be a whole number'],
    ['spec.workload.replicas', 0, 'must be 1 to 50'],
    ['spec.workload.resources.cpu', '128Mi', /is not an amount of CPU/],
    ['spec.workload.resources.cpu', 2, 'must be text'],
    ['spec.workload.resources.cpu', '0', /is not an amount of CPU/],
    ['spec.workload.resources.memory', '100m', /is not an amount of memory/],
    ['spec.workload.resources.memory', '128', /is not an amount of memory/],
    ['spec.placements', {}, 'must be a list'],
    ['spec.recovery.tier', 'gold', 'must be one of standard, critical'],
    ['spec.recovery.retentionDays', 0, 'must be 1 to 3650'],
  ])('refuses %s: %j', (path, value, message) => {
    const problems = problemsWith(path, value);
    expect(problems).toHaveLength(1);
    expect(problems[0].startsWith(`${path}: `)).toBe(true);
    expect(problems[0].slice(path.length + 2)).toMatch(
      typeof message === 'string' ? new RegExp(`^${message}$`) : message,
    );
  });

  it('refuses a limit below what is requested, whatever the units', () => {
    const resources = { memory: '1Gi', memoryLimit: '1000M' };
    expect(problemsWith('spec.workload.resources', resources)).toEqual([
      'spec.workload.resources.memoryLimit: is less than the memory that is requested (1Gi)',
    ]);
  });

  it.each(HOSTILE_TEXTS)('refuses the text %j everywhere', text => {
    for (const path of ['title', 'description', 'name', 'owner', 'system']) {
      expect(problemsWith(`metadata.${path}`, text)).not.toEqual([]);
    }
    expect(problemsWith('metadata.tags', [text])).toEqual([
      expect.stringMatching(/^metadata\.tags\[0\]: is not a tag/),
    ]);
    expect(problemsWith('spec.workload.image', text)).not.toEqual([]);
    expect(problemsWith('spec.landingZone', text)).not.toEqual([]);
  });

  it('names every problem at once, each with its path', () => {
    expect(
      findProblems(moduleSpecSchema, {
        apiVersion: 'v1',
        kind: 'Module',
        metadata: { name: 'kube-proxy', tags: ['ok', 'Not OK'], 'a.b': 1 },
        spec: {
          landingZone: 'acme',
          workload: { kind: 'service', port: 80, replicas: 51 },
          placements: [
            { environment: 'prod', cluster: 'EU' },
            { cluster: 'x' },
          ],
          extra: true,
        },
      }),
    ).toEqual([
      'apiVersion: must be "orchestr8.io/v1alpha1"',
      'metadata.name: is reserved: Kubernetes uses "kube-…"',
      'metadata.owner: must be text',
      expect.stringMatching(/^metadata\.tags\[1\]: is not a tag/),
      'metadata["a.b"]: is not a field that this version knows',
      expect.stringMatching(/^spec\.workload\.port: must be 1024/),
      'spec.workload.replicas: must be 1 to 50',
      expect.stringMatching(/^spec\.placements\[0\]\.cluster: is not a DNS/),
      'spec.placements[1].environment: must be text',
      'spec.extra: is not a field that this version knows',
    ]);
  });

  it.each([undefined, null, 'text', 3, []])('refuses %j as a whole', value => {
    const [problem, ...others] = findProblems(moduleSpecSchema, value);
    expect(problem).toMatch(/^(is missing|must be an object with fields)$/);
    expect(others).toEqual([]);
  });

  it('takes no field from a prototype', () => {
    const input = JSON.parse(
      JSON.stringify(createSpecInput()).replace(
        '"kind":"Module"',
        '"kind":"Module","__proto__":{"polluted":true}',
      ),
    );
    expect(findProblems(moduleSpecSchema, input)).not.toEqual([]);
    expect({}).not.toHaveProperty('polluted');
  });
});
