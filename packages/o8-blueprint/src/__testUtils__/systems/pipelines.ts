import fc from 'fast-check';
import type { AnySystem } from './AnySystem';

const DIGEST = `sha256:${'1b'.repeat(32)}`;

/** Pipelines and policies: what of them there is, the landing zone says. */
export const pipelines: AnySystem = {
  zone: {
    ci: 'github',
    tools: {
      cli: 'npm:@acme/o8-cli@1.2.3',
      pipelines: `registry.example/tools@${DIGEST}`,
    },
    policies: { engine: 'kyverno', encryptedStorageClasses: ['encrypted'] },
  },
  fields: () =>
    fc.constantFrom(
      {},
      { delivery: { ci: 'gitlab' as const } },
      { delivery: { ci: 'none' as const } },
    ),
};
