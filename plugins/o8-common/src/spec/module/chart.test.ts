import { findSurprises } from '../__testUtils__';
import { chartSchema, podSecuritySchema } from './chart';

const CHART = {
  repository: 'https://charts.example.com/stable',
  name: 'thing',
  version: '1.2.3',
};
const chartWith = (more: object) => ({ ...CHART, ...more });

it('chartSchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(chartSchema, {
      takes: [
        CHART,
        chartWith({ repository: 'oci://registry.example.com:5000/charts' }),
        chartWith({ version: '1.2.3-rc.1+build.5' }),
        chartWith({ version: 'v1.16.2' }),
        chartWith({ values: { a: [1, null, true, { b: "it's {{ x }}\n" }] } }),
        chartWith({
          selector: { app: 'web' },
          service: 'thing-web',
          port: 3000,
        }),
        chartWith({ kinds: [{ group: '', kind: 'Secret' }] }),
      ],
      refuses: [
        [
          {},
          'repository: must be text',
          'name: must be text',
          'version: must be text',
        ],
        ...[
          'http://charts.example.com',
          'https://me:pw@charts.example.com',
          'https://charts.example.com/',
          'https://charts.example.com/?a=b',
          'git@github.com:a/b',
          'file:///charts',
          '../charts',
          'https://charts.example.com/../other',
          'https://-/charts',
        ].map((repository): [unknown, RegExp] => [
          chartWith({ repository }),
          /^repository: is not the URL of a chart repository/,
        ]),
        ...[
          '1.2',
          '^1.2.3',
          '1.x',
          '*',
          '>=1.0.0',
          'latest',
          'vv1.2.3',
          '01.2.3',
        ].map((version): [unknown, RegExp] => [
          chartWith({ version }),
          /^version: is not an exact version such as 1\.5\.2/,
        ]),
        [chartWith({ name: '../thing' }), 'name: is not the name of a chart'],
        [chartWith({ selector: {} }), /^selector: needs at least one label/],
        [chartWith({ port: 80 }), /^port: must be 1024 to 65535/],
        [
          chartWith({ kinds: [{ group: 'Apps', kind: '*' }] }),
          'kinds[0].group: is not an API group',
          'kinds[0].kind: is not a kind',
        ],
        [
          chartWith({ valueFiles: [] }),
          'valueFiles: is not a field that this version knows',
        ],
      ],
      hostile: [
        repository =>
          chartWith({ repository: `https://a.example/${repository}` }),
        name => chartWith({ name }),
        version => chartWith({ version: `1.2.3${version}` }),
        kind => chartWith({ kinds: [{ group: '', kind }] }),
      ],
    }),
  ).toEqual([]);
});

const EXCEPTION = {
  level: 'baseline',
  owner: 'group:default/platform',
  reason: 'Its init container is root',
  expires: '2027-06-30',
};

it('podSecuritySchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(podSecuritySchema, {
      takes: [EXCEPTION, { ...EXCEPTION, level: 'privileged' }],
      refuses: [
        [
          {},
          'level: must be one of baseline, privileged',
          'owner: must be text',
          'reason: must be text',
          'expires: is not a date such as 2027-06-30',
        ],
        [
          { ...EXCEPTION, level: 'restricted' },
          'level: must be one of baseline, privileged',
        ],
        ...['soon', '2027-02-30', '2027-6-1', '2027-06-30T00:00:00Z'].map(
          (expires): [unknown, string] => [
            { ...EXCEPTION, expires },
            'expires: is not a date such as 2027-06-30',
          ],
        ),
      ],
      hostile: [reason => ({ ...EXCEPTION, reason })],
    }),
  ).toEqual([]);
});
