import { findSurprises } from './__testUtils__';
import {
  absolutePathSchema,
  argumentSchema,
  cidrSchema,
  cpuSchema,
  cronSchema,
  dnsLabelSchema,
  durationSchema,
  hostSchema,
  httpPathSchema,
  imageSchema,
  labelsSchema,
  lineSchema,
  memorySchema,
  toDurationMs,
} from './text';

const asIs = [(text: string) => text];

it('lineSchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(lineSchema(10), {
      takes: ['a', '  trimmed  ', 'ünï 💶', '{{ .x }}', '$(id)', '\'"#'],
      refuses: [
        ['', 'is empty'],
        ['   ', 'is empty'],
        ['x'.repeat(11), 'is longer than 10 characters'],
        [7, 'must be text'],
      ],
      hostile: [text => `a${text}b`],
    }),
  ).toEqual([]);
});

it('dnsLabelSchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(dnsLabelSchema, {
      takes: ['a', '0', 'a-b', 'a'.repeat(63)],
      refuses: [
        ['', /is not a DNS label/],
        ['-a', /is not a DNS label/],
        ['a-', /is not a DNS label/],
        ['a.b', /is not a DNS label/],
        ['a\n', /is not a DNS label/],
        ['a'.repeat(64), /is not a DNS label/],
      ],
      hostile: asIs,
    }),
  ).toEqual([]);
});

it('durationSchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(durationSchema, {
      takes: ['1s', '15m', '24h', '7d', '99999d'],
      refuses: [
        '',
        '0m',
        '15',
        '15 m',
        '1.5h',
        '-1h',
        '1w',
        'PT15M',
        '1h30m',
      ].map((value): [string, RegExp] => [
        value,
        /is not a length of time such as 15m/,
      ]),
      hostile: [text => `1h${text}`],
    }),
  ).toEqual([]);
});

describe('toDurationMs', () => {
  it.each([
    ['1s', 1_000],
    ['15m', 900_000],
    ['24h', 86_400_000],
    ['1d', 86_400_000],
  ])('%s: %i', (text, ms) => {
    expect(toDurationMs(text)).toBe(ms);
  });

  it.each(['', '1', 'm', '1w', '1h '])('throws for %j', text => {
    expect(() => toDurationMs(text)).toThrow('is not a length of time');
  });
});

it('hostSchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(hostSchema, {
      takes: ['api.example.com', 'a-1.b.example', `${'a'.repeat(63)}.example`],
      refuses: [
        'example',
        '*.example.com',
        'https://example.com',
        'example.com/',
        'example.com:443',
        'Example.com',
        'a..example',
        '-a.example',
        '203.0.113.7',
        `${'a'.repeat(64)}.example`,
        `${'a.'.repeat(130)}example`,
      ].map((value): [string, RegExp] => [
        value,
        /is not the full name of a host/,
      ]),
      hostile: [text => `a.example.com${text}`],
    }),
  ).toEqual([]);
});

it('cidrSchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(cidrSchema, {
      takes: ['203.0.113.0/24', '10.0.0.0/8', '192.0.2.7/32', '2001:db8::/32'],
      refuses: [
        ['0.0.0.0/0', /is too large/],
        ['::/0', /is too large/],
        ['203.0.113.0/7', /is too large/],
        ['2001:db8::/31', /is too large/],
        ['203.0.113.0', /is not a range of addresses/],
        ['203.0.113.0/33', /is not a range of addresses/],
        ['256.0.0.0/24', /is not a range of addresses/],
        ['example.com/24', /is not a range of addresses/],
        [24, /is not a range of addresses/],
      ],
      hostile: [text => `203.0.113.0/24${text}`],
    }),
  ).toEqual([]);
});

it('labelsSchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(labelsSchema, {
      takes: [
        { app: 'x' },
        { 'app.kubernetes.io/name': 'a_b.C-1' },
        { 'node-role': '' },
      ],
      refuses: [
        [{}, 'needs at least one label: none would mean all pods'],
        [{ 'a b': 'x' }, /is not the key of a label/],
        [{ app: 'a b' }, 'app: is not the value of a label'],
        [{ app: 1 }, 'app: must be text'],
        [[], 'must be an object with fields'],
      ],
      hostile: [text => ({ app: text }), text => ({ [`a${text}`]: 'x' })],
    }),
  ).toEqual([]);
});

it('absolutePathSchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(absolutePathSchema, {
      takes: ['/a', '/var/lib/a_b.d/C-1', '/_x'],
      refuses: [
        '/',
        'a',
        '/a/',
        '/a//b',
        '/..',
        '/a/../b',
        '/./a',
        '/a b',
        '~',
      ].map((value): [string, RegExp] => [value, /is not an absolute path/]),
      hostile: [text => `/a${text}`],
    }),
  ).toEqual([]);
});

it('httpPathSchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(httpPathSchema, {
      takes: ['/', '/healthz', '/a/b-c_d.e~f/'],
      refuses: ['', 'healthz', '/a?b', '/a#b', '/a b', '/%2e%2e', '/{x}'].map(
        (value): [string, RegExp] => [value, /is not a path such as/],
      ),
      hostile: [text => `/a${text}`],
    }),
  ).toEqual([]);
});

it('cpuSchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(cpuSchema, {
      takes: ['100m', '2'],
      refuses: ['0', '1.5', '100Mi', ''].map((value): [string, RegExp] => [
        value,
        /is not an amount of CPU/,
      ]),
      hostile: asIs,
    }),
  ).toEqual([]);
});

it('memorySchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(memorySchema, {
      takes: ['128Mi', '4Gi', '1T'],
      refuses: ['0Mi', '128', '1.5Gi', '100m', '1Pi'].map(
        (value): [string, RegExp] => [value, /is not an amount of memory/],
      ),
      hostile: asIs,
    }),
  ).toEqual([]);
});

it('imageSchema says one thing of a text, however long it is', () => {
  expect(
    findSurprises(imageSchema, {
      takes: ['a:1', 'r.example:5000/a/b:1.2', `a@sha256:${'a'.repeat(64)}`],
      refuses: [
        ['r.example:5000/a', /^needs a tag or a digest/],
        ['a', /^needs a tag or a digest/],
        ['UPPER:1', /^is not an image such as/],
        [`${':'.repeat(20_000)}/`, 'is longer than 400 characters'],
        [`a${':a'.repeat(150)}/`, /^is not an image such as/],
      ],
      hostile: [text => `a/${text}:1`],
    }),
  ).toEqual([]);
});

it('argumentSchema and cronSchema refuse what no program reads', () => {
  expect(
    findSurprises(argumentSchema, {
      takes: ['', 'two\nlines', '$(id)', '\t'],
      refuses: [
        ['a\0b', 'has a NUL, where programs stop reading'],
        ['a'.repeat(4_097), 'is longer than 4096 characters'],
        [7, 'must be text'],
      ],
    }),
  ).toEqual([]);
  expect(
    findSurprises(cronSchema, {
      takes: ['* * * * *'],
      refuses: [['1,'.repeat(101), 'is longer than 200 characters']],
    }),
  ).toEqual([]);
});
