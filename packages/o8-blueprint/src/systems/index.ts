import { data } from './data';
import { delivery } from './delivery';
import { events } from './events';
import { gateway } from './gateway';
import { mesh } from './mesh';
import { pipelines } from './pipelines';
import { policies } from './policies';
import { recovery } from './recovery';
import { secrets } from './secrets';
import { skeletons } from './skeletons';
import type { System } from './System';
import { telemetry } from './telemetry';

/** All systems beside the workload and its boundary, in the order of the documentation. */
export const systems: readonly System[] = [
  secrets,
  mesh,
  gateway,
  events,
  data,
  telemetry,
  skeletons,
  pipelines,
  delivery,
  recovery,
  policies,
];
