import { readExample } from './__testUtils__';
import { fluentbitSource } from './fluentbit';
import { fluentdSource } from './fluentd';

const BIT = 'fluentbit.fluent.io';
const FLUENTD = 'fluentd.fluent.io';

it.each([
  [`${BIT}/FluentBitConfig`, `${BIT}/enabled`, 'fluentbit.part'],
  [`${BIT}/Filter`, `${BIT}/enabled`, 'fluentbit.part'],
  [`${BIT}/Output`, `${BIT}/enabled`, 'fluentbit.part'],
  [`${FLUENTD}/FluentdConfig`, `config.${FLUENTD}/enabled`, 'fluentd.part'],
  [`${FLUENTD}/Filter`, `filter.${FLUENTD}/enabled`, 'fluentd.part'],
  [`${FLUENTD}/Output`, `output.${FLUENTD}/enabled`, 'fluentd.part'],
])('a %s counts with the label %s', (kind, label, type) => {
  expect(readExample(kind)).toEqual({
    type,
    subject: { cluster: 'eu-1', namespace: 'billing' },
    value: { isSelected: true, createdAt: '2026-11-15T13:20:00.000Z' },
  });
  for (const labels of [{}, null, { [label]: 'false' }, { enabled: 'true' }]) {
    expect(readExample(kind, { metadata: { labels } }).value).toMatchObject({
      isSelected: false,
    });
  }
});

it('of these no more than metadata is asked for', () => {
  const kinds = [...fluentbitSource.kinds, ...fluentdSource.kinds];
  expect(kinds).toHaveLength(6);
  for (const kind of kinds) {
    expect(kind.metadataOnly).toBe(true);
  }
});
