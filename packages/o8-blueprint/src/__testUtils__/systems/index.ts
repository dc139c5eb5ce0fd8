import { data } from './data';
import { delivery } from './delivery';
import { events } from './events';
import { exposure } from './exposure';
import { failover } from './failover';
import { observability } from './observability';
import { pipelines } from './pipelines';
import { secrets } from './secrets';

/** Every system of the property tests. */
export const anySystems = [
  exposure,
  events,
  data,
  secrets,
  observability,
  delivery,
  failover,
  pipelines,
];
