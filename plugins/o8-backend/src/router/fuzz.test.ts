import { TestDatabases } from '@backstage/backend-test-utils';
import { createWorld } from './__testUtils__/createWorld';
import { fuzzRoutes } from './__testUtils__/fuzzRoutes';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

// A few, always the same; fuzz.slow.test.ts asks for many others each time.
it('answers whatever is asked, as it is described', async () => {
  const world = await createWorld(await databases.init('SQLITE_3'));
  const count = await fuzzRoutes(world, { numRuns: 150, seed: 6 });
  expect(Object.keys(count).sort()).toEqual(
    world.routes.map(({ definition }) => definition.operationId).sort(),
  );
});
