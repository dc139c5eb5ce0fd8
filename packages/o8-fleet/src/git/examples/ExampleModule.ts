import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';

/** A module that the demo has from its start. */
export interface ExampleModule {
  /** Where its spec was read, for messages. */
  file: string;
  spec: ModuleSpec;
}
