import { mockCredentials } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { waitForEntity } from './waitForEntity';

const ENTITY = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'billing' },
};

function wait(answers: unknown[], options: object = {}) {
  const catalog = catalogServiceMock.mock({
    getEntityByRef: async () => answers.shift() as typeof ENTITY | undefined,
  });
  const credentials = mockCredentials.user();
  const entityRef = 'component:default/billing';
  return waitForEntity({ catalog, credentials, entityRef, ...options });
}

it('waits until the catalog has it', async () => {
  const answers = [undefined, ENTITY, 'not asked for'];
  await expect(wait(answers)).resolves.toBe(true);
  expect(answers).toEqual(['not asked for']);
});

it('does not wait for ever', async () => {
  await expect(wait([], { limitMs: 0 })).resolves.toBe(false);
});

it('ends when the task is cancelled', async () => {
  const signal = AbortSignal.timeout(10);
  await expect(wait([], { signal })).rejects.toThrow(/abort/i);
});
