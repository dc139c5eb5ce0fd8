import {
  count,
  fields,
  filled,
  flag,
  integer,
  label,
  list,
  oneOf,
  port,
  quantities,
  quantity,
  text,
  texts,
} from '../fields';
import { lifecycleSchema, probeSchema } from './probeSchema';
import { securityContextSchema } from './securityContextSchema';

const keyRef = fields({ name: text, optional: flag }, { key: filled });
const source = fields({ name: text, optional: flag });

const environment = list(
  fields(
    {
      value: text,
      valueFrom: fields({
        configMapKeyRef: keyRef,
        fieldRef: fields({ apiVersion: text }, { fieldPath: filled }),
        fileKeyRef: fields(
          { optional: flag },
          { key: filled, path: filled, volumeName: filled },
        ),
        resourceFieldRef: fields(
          { containerName: text, divisor: quantity },
          { resource: filled },
        ),
        secretKeyRef: keyRef,
      }),
    },
    { name: filled },
  ),
);

/** What a container asks for, and at most gets. */
export const resourcesSchema = fields({
  claims: list(fields({ request: text }, { name: filled })),
  limits: quantities,
  requests: quantities,
});

/** A container of a pod that somebody wants to run. */
export const containerSchema = fields(
  {
    args: texts,
    command: texts,
    env: environment,
    envFrom: list(
      fields({ configMapRef: source, prefix: text, secretRef: source }),
    ),
    imagePullPolicy: oneOf('Always', 'IfNotPresent', 'Never'),
    lifecycle: lifecycleSchema,
    livenessProbe: probeSchema,
    ports: list(
      fields(
        {
          hostIP: text,
          hostPort: count,
          name: label,
          protocol: oneOf('SCTP', 'TCP', 'UDP'),
        },
        { containerPort: port },
      ),
    ),
    readinessProbe: probeSchema,
    resizePolicy: list(
      fields({}, { resourceName: filled, restartPolicy: filled }),
    ),
    resources: resourcesSchema,
    restartPolicy: oneOf('Always', 'Never', 'OnFailure'),
    restartPolicyRules: list(
      fields(
        { exitCodes: fields({ values: list(integer) }, { operator: filled }) },
        { action: filled },
      ),
    ),
    securityContext: securityContextSchema,
    startupProbe: probeSchema,
    stdin: flag,
    stdinOnce: flag,
    terminationMessagePath: text,
    terminationMessagePolicy: oneOf('FallbackToLogsOnError', 'File'),
    tty: flag,
    volumeDevices: list(fields({}, { devicePath: filled, name: filled })),
    volumeMounts: list(
      fields(
        {
          mountPropagation: text,
          readOnly: flag,
          recursiveReadOnly: text,
          subPath: text,
          subPathExpr: text,
        },
        { mountPath: filled, name: filled },
      ),
    ),
    workingDir: text,
  },
  { image: filled, name: label },
);
