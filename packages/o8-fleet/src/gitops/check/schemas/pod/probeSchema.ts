import {
  count,
  fields,
  filled,
  integer,
  list,
  oneOf,
  port,
  portOrName,
  text,
  texts,
} from '../fields';

const exec = fields({ command: texts });
const httpGet = fields(
  {
    host: text,
    httpHeaders: list(fields({}, { name: filled, value: text })),
    path: text,
    scheme: oneOf('HTTP', 'HTTPS'),
  },
  { port: portOrName },
);
const tcpSocket = fields({ host: text }, { port: portOrName });

/** What asks a container how it is. */
export const probeSchema = fields({
  exec,
  httpGet,
  tcpSocket,
  grpc: fields({ service: text }, { port }),
  failureThreshold: count,
  initialDelaySeconds: count,
  periodSeconds: count,
  successThreshold: count,
  terminationGracePeriodSeconds: integer,
  timeoutSeconds: count,
});

const hook = fields({
  exec,
  httpGet,
  tcpSocket,
  sleep: fields({}, { seconds: count }),
});

/** What is done when a container begins and ends. */
export const lifecycleSchema = fields({
  postStart: hook,
  preStop: hook,
  stopSignal: text,
});
