import { findSurprises } from '../__testUtils__';
import { callersSchema, dependencySchema, exposureSchema } from './traffic';

const PUBLIC = { kind: 'public', host: 'a.example.com' };

it('exposureSchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(exposureSchema, {
      takes: [
        { kind: 'none' },
        { kind: 'internal' },
        PUBLIC,
        {
          ...PUBLIC,
          paths: ['/api'],
          tls: 'terminate',
          rateLimitPerMinute: 60,
        },
      ],
      refuses: [
        [{}, 'kind: must be one of none, internal, public'],
        [{ kind: 'public' }, 'host: is missing'],
        [
          { kind: 'internal', host: 'a.example.com', authentication: true },
          'host: is for "kind: public" only',
          'authentication: is for "kind: public" only',
        ],
        [
          { ...PUBLIC, paths: ['api'], tls: 'none', rateLimitPerMinute: 0 },
          'paths[0]: is not a path such as /healthz',
          'tls: must be one of terminate, passthrough',
          'rateLimitPerMinute: must be 1 to 1000000',
        ],
        [{ ...PUBLIC, host: '*.example.com' }, /^host: is not the full name/],
      ],
      hostile: [host => ({ kind: 'public', host })],
    }),
  ).toEqual([]);
});

it('dependencySchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(dependencySchema, {
      takes: [
        { module: 'billing' },
        { module: 'billing', port: 80 },
        { host: 'a.example.com' },
        { host: 'a.example.com', port: 5432, cidrs: ['203.0.113.0/24'] },
      ],
      refuses: [
        [{}, 'needs either "module" or "host"'],
        [
          { module: 'a', host: 'a.example.com' },
          'needs either "module" or "host"',
        ],
        [
          { module: 'a', cidrs: ['203.0.113.0/24'] },
          'cidrs: is for a "host" only',
        ],
        [
          { module: 'Billing', port: 0 },
          'module: is not a DNS label (a-z, 0-9, "-"; at most 63)',
          'port: must be 1 to 65535',
        ],
        [
          { host: 'a.example.com', cidrs: ['0.0.0.0/0', 'x'] },
          /^cidrs\[0\]: is too large/,
          /^cidrs\[1\]: is not a range of addresses/,
        ],
      ],
      hostile: [
        module => ({ module }),
        host => ({ host: `a.example.${host}` }),
      ],
    }),
  ).toEqual([]);
});

it('callersSchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(callersSchema, {
      takes: ['any', 'system', [], ['a', 'b']],
      refuses: [
        ['none', 'must be "any", "system" or a list of modules'],
        [['a', 'A'], '[1]: is not a DNS label (a-z, 0-9, "-"; at most 63)'],
        [{ any: true }, 'must be "any", "system" or a list of modules'],
      ],
      hostile: [text => text, text => [text]],
    }),
  ).toEqual([]);
});
