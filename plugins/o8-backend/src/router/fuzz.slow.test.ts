import { TestDatabases } from '@backstage/backend-test-utils';
import { createWorld } from './__testUtils__/createWorld';
import { fuzzRoutes } from './__testUtils__/fuzzRoutes';

jest.setTimeout(300_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

/** `O8_FUZZ_SEED` asks again for what a failure has printed. */
const seed = process.env.O8_FUZZ_SEED
  ? Number(process.env.O8_FUZZ_SEED)
  : undefined;

it('answers whatever is asked, as it is described', async () => {
  const world = await createWorld(await databases.init('SQLITE_3'));
  const count = await fuzzRoutes(world, { numRuns: 6_000, seed });
  // Else it would fuzz the first line of each route only.
  for (const { definition } of world.routes) {
    expect(count[definition.operationId]).toMatchObject({
      200: expect.any(Number),
      400: expect.any(Number),
    });
  }
});
