import { createSource } from '../createSource';
import { readSelected } from '../readSelected';

const GROUP = 'fluentbit.fluent.io';

// That there is one which is selected is enough: outputs may hold credentials.
const part = {
  group: GROUP,
  metadataOnly: true,
  fact: 'part',
  read: readSelected(`${GROUP}/enabled`),
};

/** What the Fluent operator makes the configuration of Fluent Bit from. */
export const fluentbitSource = createSource({
  id: 'fluentbit',
  reach: 'placements',
  readings: [
    { ...part, kind: 'FluentBitConfig', plural: 'fluentbitconfigs' },
    { ...part, kind: 'Filter', plural: 'filters' },
    { ...part, kind: 'Output', plural: 'outputs' },
  ],
});
