import { z } from 'zod';
import { isRecord } from '../../render/parseManifests';
import {
  count,
  fields,
  filled,
  integer,
  list,
  oneOf,
  quantity,
  text,
} from './fields';
import { labelSelectorSchema } from './labelSelectorSchema';

const positive = z.int().min(1);
const object = fields({ apiVersion: text }, { kind: filled, name: filled });
const metric = fields({ selector: labelSelectorSchema }, { name: filled });
const target = fields(
  { averageUtilization: positive, averageValue: quantity, value: quantity },
  { type: oneOf('AverageValue', 'Utilization', 'Value') },
);

const metricSchema = fields(
  {
    containerResource: fields({}, { container: filled, name: filled, target }),
    external: fields({}, { metric, target }),
    object: fields({}, { describedObject: object, metric, target }),
    pods: fields({}, { metric, target }),
    resource: fields({}, { name: filled, target }),
  },
  {
    type: oneOf('ContainerResource', 'External', 'Object', 'Pods', 'Resource'),
  },
);

const rules = fields({
  policies: list(
    fields(
      {},
      {
        periodSeconds: positive,
        type: oneOf('Percent', 'Pods'),
        value: positive,
      },
    ),
  ),
  selectPolicy: oneOf('Disabled', 'Max', 'Min'),
  stabilizationWindowSeconds: count,
  tolerance: quantity,
});

/** A HorizontalPodAutoscaler, but for its metadata. */
export const autoscalerSchema: z.ZodRawShape = {
  spec: fields(
    {
      behavior: fields({ scaleDown: rules, scaleUp: rules }),
      metrics: list(metricSchema),
      minReplicas: integer,
    },
    { maxReplicas: positive, scaleTargetRef: object },
  ).superRefine((spec, context) => {
    if (!isRecord(spec)) return;
    const minReplicas = Number(spec.minReplicas ?? 1);
    if (minReplicas < 1) {
      context.addIssue({
        code: 'custom',
        path: ['minReplicas'],
        message: 'must be greater than or equal to 1',
      });
    }
    if (Number(spec.maxReplicas) < minReplicas) {
      context.addIssue({
        code: 'custom',
        path: ['maxReplicas'],
        message: 'must be greater than or equal to `minReplicas`',
      });
    }
  }),
};
