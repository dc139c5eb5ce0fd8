import fc from 'fast-check';
import type { AnySystem } from './AnySystem';

const anyKeys = fc.subarray(['K_ONE', 'K_TWO'], { minLength: 1 });

/** The rich zone reads from Vault: what is sealed has zones of its own in its tests. */
export const secrets: AnySystem = {
  zone: {
    secrets: {
      operator: 'external-secrets',
      reloader: true,
      store: {
        provider: 'vault',
        server: 'https://vault.example:8200',
        path: 'o8',
        authMount: 'kubernetes-{cluster}',
        role: 'o8-{module}',
      },
    },
  },
  fields: ({ workload }) =>
    fc.oneof(
      fc.constant({}),
      fc
        .tuple(anyKeys, fc.boolean(), fc.boolean())
        .map(([keys, isPath, hasFiles]) => ({
          secrets: [
            { name: 'api', keys, path: isPath ? 'payments/stripe' : 'api' },
            ...(hasFiles
              ? [
                  {
                    name: 'tls',
                    keys: ['tls.crt', 'tls.key'],
                    path: 'tls',
                    // The pods of a chart are its own.
                    ...(!workload.chart && { mountPath: '/run/secrets/tls' }),
                  },
                ]
              : []),
          ],
        })),
    ),
};
