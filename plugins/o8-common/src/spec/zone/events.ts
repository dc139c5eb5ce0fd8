import { z } from 'zod';
import {
  dnsLabelSchema,
  enumSchema,
  intSchema,
  lineSchema,
  memorySchema,
} from '../text';
import { platformPodsSchema } from './platformPods';
import type { secretsSchema } from './secrets';

type Fail = (path: (string | number)[], message: string) => void;

const HOST = '[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?';
// Without user and password: a zone is no place for secrets.
const NATS_URL = new RegExp(`^(nats|tls)://${HOST}(:([1-9][0-9]{0,4}))?$`);
const BROKER = new RegExp(`^${HOST}:([1-9][0-9]{0,4})$`);

const isPort = (text = '4222') => Number(text) <= 65_535;

/** The schema of a list of addresses, separated by commas as clients take it. */
function addressesSchema(
  addressOf: (text: string) => string | undefined,
  error: string,
) {
  return lineSchema(300).refine(
    text => text.split(',').every(each => addressOf(each) !== undefined),
    { error },
  );
}

const natsUrlSchema = addressesSchema(text => {
  const [found, , , , port] = NATS_URL.exec(text) ?? [];
  return isPort(port) ? found : undefined;
}, 'is not a URL such as nats://nats.nats.svc:4222, or several with "," between them');

const bootstrapSchema = addressesSchema(text => {
  const [found, , port] = BROKER.exec(text) ?? [];
  return isPort(port) ? found : undefined;
}, 'is not an address such as main-kafka-bootstrap.kafka.svc:9093, or several with "," between them');

const natsSchema = platformPodsSchema.extend({
  url: natsUrlSchema.describe(
    'Where clients connect, on each cluster. Its port is that of the pods too; 4222 without one.',
  ),
  replicas: intSchema(1, 5)
    .default(3)
    .describe('How many servers keep each event.'),
  maxBytes: memorySchema
    .optional()
    .describe(
      'How large a stream may get before its oldest events go; as large as the disk without it.',
    ),
  account: dnsLabelSchema
    .optional()
    .describe(
      'The Account of NACK, in the same namespace, in which streams are made.',
    ),
  credentials: enumSchema(['none', 'store', 'provided'])
    .default('none')
    .describe(
      'How modules get their user: `store`: its file is in the secret store, below the path of the module as `nats`, property `nats.creds`; `provided`: the platform puts a Secret `<module>-nats` into their namespaces; `none`: who reaches it may do everything.',
    ),
});

const kafkaSchema = platformPodsSchema.extend({
  cluster: dnsLabelSchema.describe('Its name, as Strimzi has it.'),
  bootstrap: bootstrapSchema.describe(
    'Where clients connect with certificates: a listener with `authentication.type: tls`. Its port is that of the pods too.',
  ),
  partitions: intSchema(1, 200)
    .default(3)
    .describe('Of topics that do not say it.'),
  replicas: intSchema(1, 9)
    .default(3)
    .describe('How many brokers keep each event.'),
  minInSyncReplicas: intSchema(1, 9)
    .default(2)
    .describe('How many of them have it before it counts as written.'),
  credentials: enumSchema(['kubernetes', 'store', 'provided'])
    .optional()
    .describe(
      'How modules get the certificate of their user: `kubernetes`: External Secrets copies what Strimzi makes; `store`: it is in the secret store, below the path of the module as `kafka`, properties `ca.crt`, `user.crt` and `user.key`; `provided`: the platform puts a Secret `<module>-kafka` with these keys into their namespaces.',
    ),
});

/** The schema of the event buses. */
export const eventsSchema = z.strictObject({
  nats: natsSchema.optional().describe('NATS with JetStream.'),
  kafka: kafkaSchema.optional().describe('Kafka by Strimzi.'),
});

/** What event buses need of the rest of a landing zone. */
export function checkEvents(
  { nats, kafka }: z.output<typeof eventsSchema>,
  secrets: z.output<typeof secretsSchema> | undefined,
  fail: Fail,
): void {
  const isExternal = secrets?.operator === 'external-secrets';
  for (const [bus, credentials] of [
    ['nats', nats?.credentials],
    ['kafka', kafka?.credentials],
  ] as const) {
    if (
      !isExternal &&
      (credentials === 'store' || credentials === 'kubernetes')
    ) {
      fail(
        ['events', bus, 'credentials'],
        `"${credentials}" needs External Secrets: say "secrets.operator: external-secrets", or "provided"`,
      );
    }
  }
  if (kafka && kafka.minInSyncReplicas > kafka.replicas) {
    fail(
      ['events', 'kafka', 'minInSyncReplicas'],
      `is more than there are: at most ${kafka.replicas}, its replicas`,
    );
  }
}
