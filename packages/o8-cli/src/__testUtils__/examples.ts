import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The root of the repository. */
export const REPOSITORY = path.resolve(__dirname, '../../../..');

/** The landing zone of the demo, as it is in the repository. */
export const ZONE = readFileSync(
  path.join(REPOSITORY, 'examples/landing-zones/demo.yaml'),
  'utf8',
);

/** The one whose entries wait for a review. */
export const REVIEWED = readFileSync(
  path.join(REPOSITORY, 'examples/landing-zones/reviewed.yaml'),
  'utf8',
);

/** The least that a module is. */
export function createSpec(
  name: string = 'billing',
  more: string = '',
): string {
  return `apiVersion: orchestr8.io/v1alpha1
kind: Module
metadata:
  name: ${name}
  owner: group:default/payments
${more}spec:
  landingZone: demo
  workload: { kind: service }
`;
}
