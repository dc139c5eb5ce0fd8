import { createRichZone } from '../../__testUtils__/anyModule';
import { planPlatform } from '../../plan/planPlatform';
import { planPlatformStores } from './platformStore';

const zone = createRichZone('none');

describe('planPlatformStores', () => {
  it('has a store beside the database of each cluster, with an identity of the platform', () => {
    const files = planPlatformStores(zone);
    expect(files.map(({ path }) => path)).toEqual(
      ['eu-1', 'us-1', 'stage-1'].map(
        cluster => `bootstrap/clusters/${cluster}/secret-store.yaml`,
      ),
    );
    expect(files[0]).toMatchObject({
      objects: [
        {
          kind: 'ServiceAccount',
          metadata: {
            name: 'o8-platform-secrets',
            namespace: zone.spec.database?.namespace,
          },
          automountServiceAccountToken: false,
        },
        {
          kind: 'SecretStore',
          metadata: { name: 'o8-platform' },
          spec: {
            provider: {
              vault: {
                auth: {
                  kubernetes: {
                    mountPath: 'kubernetes-eu-1',
                    role: 'o8-o8-platform',
                    serviceAccountRef: { name: 'o8-platform-secrets' },
                  },
                },
              },
            },
          },
        },
      ],
    });
    expect(planPlatform(zone)).toEqual(expect.arrayContaining(files));
  });

  it('has none without a store or a database', () => {
    const sealed = {
      secrets: { operator: 'sealed-secrets' },
      events: undefined,
    };
    for (const more of [sealed, { database: undefined }]) {
      expect(planPlatformStores(createRichZone('none', more))).toEqual([]);
    }
  });
});
