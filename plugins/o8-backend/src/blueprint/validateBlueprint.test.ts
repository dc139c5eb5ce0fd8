import type { LandingZone } from '@orchestr8/backstage-plugin-o8-common';
import { createZone } from '../landingZones/__testUtils__';
import { MAX_PROBLEMS, validateBlueprint } from './validateBlueprint';

const zone = createZone();
const spec = {
  apiVersion: 'orchestr8.io/v1alpha1',
  kind: 'Module',
  metadata: { name: 'billing', owner: 'group:default/payments' },
  spec: { landingZone: zone.metadata.name, workload: { kind: 'service' } },
};

const validate = (
  module: string | Record<string, unknown>,
  zones: LandingZone[] = [zone],
) => validateBlueprint({ module, zone, zones });

describe('validateBlueprint', () => {
  it('gives the spec with what its zone decides, of data as of text', () => {
    const answer = validate(spec);
    expect(answer.problems).toEqual([]);
    expect(answer.spec?.spec).toMatchObject({
      placements: [{ cluster: expect.any(String) }],
      recovery: { schedule: expect.any(String) },
    });
    expect(validate(JSON.stringify(spec))).toEqual(answer);
  });

  it('gives every problem with its path', () => {
    const { metadata, ...rest } = spec;
    const wrong = {
      ...rest,
      metadata: { ...metadata, owner: 'me', colour: 'red' },
      spec: { ...rest.spec, workload: { kind: 'service', port: 80 } },
    };
    const { problems, spec: none } = validate(wrong);
    expect(none).toBeNull();
    expect(problems.map(({ path }) => path).sort()).toEqual([
      'metadata.colour',
      'metadata.owner',
      'spec.workload.port',
    ]);
  });

  it('gives what the zone refuses', () => {
    const placements = [{ environment: 'production', cluster: 'nowhere' }];
    const { problems } = validate({
      ...spec,
      spec: { ...spec.spec, landingZone: 'other', placements },
    });
    expect(problems).toMatchObject([
      { path: 'spec.landingZone', kind: 'refused' },
      { path: 'spec.placements[0].cluster', kind: 'refused' },
    ]);
  });

  it('knows what other zones of the platform repository reserve', () => {
    const other = createZone('other');
    other.spec.namespaces.push('billing');
    expect(validate(spec, [zone, other]).problems).toMatchObject([
      { path: 'metadata.name', kind: 'refused' },
    ]);
    other.spec.git.platform = 'platform/others';
    expect(validate(spec, [zone, other]).problems).toEqual([]);
  });

  it('lists so many problems at most, and says how many more there are', () => {
    const fields = Array.from({ length: 150 }, (_, index) => [`f${index}`, 1]);
    const { problems } = validate({ ...spec, ...Object.fromEntries(fields) });
    expect(problems).toHaveLength(MAX_PROBLEMS + 1);
    expect(problems.at(-1)).toEqual({
      path: '',
      message: 'has 50 more problems, which are not listed',
      kind: 'invalid',
    });
  });

  describe('is not impressed by', () => {
    const many = (text: string) =>
      text.repeat(Math.floor((16 * 1024) / text.length));
    const keys = Array.from({ length: 3_000 }, (_, index) => `${index}:`);

    it.each([
      ['aliases', 'a: &a [x]\nb: [*a, *a]'],
      ['a bomb of aliases', 'a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]'],
      ['duplicate keys', 'kind: Module\nkind: Module'],
      ['many keys', keys.join('\n')],
      ['many equal keys', many('a:\n')],
      ['braces', many('{')],
      [
        'braces that are closed',
        `${many('{}').replaceAll('}', '')}${'}'.repeat(8_192)}`,
      ],
      ['brackets', many('[')],
      ['lists', many('- ')],
      ['questions', many('? ')],
      ['documents', many('---\n')],
      ['anchors', many('&a ')],
      ['tags', many('!')],
      ['quotes', many('"')],
      ['tabs', many('\t')],
      ['nothing', ''],
      ['NUL', '\0'],
      ['a prototype', '{"__proto__": {"kind": "Module"}}'],
      ['text that is too long', 'x'.repeat(200_000)],
    ])('%s', (_name, text) => {
      const startedAt = performance.now();
      const { problems, spec: none } = validate(text);
      expect(none).toBeNull();
      expect(problems.length).toBeGreaterThan(0);
      expect(problems.length).toBeLessThanOrEqual(MAX_PROBLEMS + 1);
      // On a machine that does nothing else it takes a tenth of it at most.
      expect(performance.now() - startedAt).toBeLessThan(5_000);
    });

    it.each([
      ['depth', JSON.parse(`{"a":${'['.repeat(9_000)}${']'.repeat(9_000)}}`)],
      [
        'endless depth',
        JSON.parse(`{"a":${'['.repeat(90_000)}${']'.repeat(90_000)}}`),
      ],
      [
        'length',
        { ...spec, metadata: { ...spec.metadata, title: 'x'.repeat(20_000) } },
      ],
    ])('%s of data', (_name, module) => {
      expect(validate(module)).toEqual({
        problems: [
          { path: '', message: 'is longer than 16 KiB', kind: 'invalid' },
        ],
        spec: null,
      });
    });
  });
});
