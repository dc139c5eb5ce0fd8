import { connectionEnv, connectionVolumes } from './data/connection';
import { versionLabels } from './delivery/versionLabels';
import { clientEnv } from './events/clientEnv';
import { credentialVolumes } from './events/credentials';
import type { PodPart } from './PodPart';
import {
  secretAnnotations,
  secretEnv,
  secretVolumes,
} from './secrets/secretPods';
import { injectAnnotations } from './telemetry/instrumentation';
import { otlpEnv } from './telemetry/otlp';

/**
 * What systems give to the pods of a module. Not a part of `System`: some systems make
 * pods themselves, such as migrations, and would be needed before they are there.
 */
export const podParts: readonly PodPart[] = [
  {
    env: secretEnv,
    volumes: secretVolumes,
    annotations: secretAnnotations,
  },
  { env: clientEnv, volumes: credentialVolumes },
  { env: connectionEnv, volumes: connectionVolumes },
  { env: otlpEnv, annotations: injectAnnotations },
  { labels: versionLabels },
];
