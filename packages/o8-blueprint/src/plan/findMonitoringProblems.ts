import type {
  LandingZone,
  ModuleSpec,
  Problem,
} from '@orchestr8/backstage-plugin-o8-common';

/** Metrics that nobody would ask for: the landing zone says who does. */
export function findMonitoringProblems(
  { spec: { observability } }: ModuleSpec,
  { metadata, spec: { monitoring } }: LandingZone,
): Problem[] {
  return observability?.metrics && !monitoring
    ? [
        {
          path: 'spec.observability.metrics',
          message: `cannot be had: the landing zone "${metadata.name}" has no monitoring`,
          kind: 'refused',
        },
      ]
    : [];
}
