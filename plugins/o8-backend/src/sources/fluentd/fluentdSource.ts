import { createSource } from '../createSource';
import { readSelected } from '../readSelected';

const GROUP = 'fluentd.fluent.io';

// That there is one which is selected is enough: outputs may hold credentials.
const part = { group: GROUP, metadataOnly: true, fact: 'part' };

/** What the Fluent operator makes the configuration of Fluentd from. */
export const fluentdSource = createSource({
  id: 'fluentd',
  reach: 'placements',
  readings: [
    {
      ...part,
      kind: 'FluentdConfig',
      plural: 'fluentdconfigs',
      read: readSelected(`config.${GROUP}/enabled`),
    },
    {
      ...part,
      kind: 'Filter',
      plural: 'filters',
      read: readSelected(`filter.${GROUP}/enabled`),
    },
    {
      ...part,
      kind: 'Output',
      plural: 'outputs',
      read: readSelected(`output.${GROUP}/enabled`),
    },
  ],
});
