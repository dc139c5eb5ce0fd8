import type { ModuleSpecInput } from '@orchestr8/backstage-plugin-o8-common';
import type fc from 'fast-check';

type Spec = ModuleSpecInput['spec'];

/** What was drawn of a module before: its systems have to fit to it. */
export interface Drawn {
  name: string;
  workload: Spec['workload'];
  placements: NonNullable<Spec['placements']>;
}

/** How a system is drawn for the property tests. */
export interface AnySystem {
  /** Fields of a landing zone that has it, in all of its meshes. */
  zone: object;
  /** Fields of a spec that use it, or none of them: `{}` has to be among them. */
  fields: (drawn: Drawn) => fc.Arbitrary<Partial<Spec>>;
}
