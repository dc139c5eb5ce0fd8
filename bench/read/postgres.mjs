import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { requirePostgres } from '../../.ci/lib/postgres.mjs';
import { createPostgres } from './databases.mjs';
import { measureQuickly } from './quickly.mjs';

// CI would install it; a benchmark takes what is there.
const PROGRAMS = '/usr/lib/postgresql';

/** The main figures once more on PostgreSQL, where one is there. */
export async function measurePostgres({ figures, world }) {
  figures.begin('PostgreSQL');
  if (!existsSync(PROGRAMS)) {
    figures.add('not measured', `nothing is in ${PROGRAMS}`);
    return;
  }
  const ends = [];
  // Its user, who is not this one, has to get there: no folder of ours is around it.
  const folder = await mkdtemp(path.join(os.tmpdir(), 'o8-read-bench-pg-'));
  try {
    const { portalEnv } = await requirePostgres({
      folder,
      share: (_name, make) => make(),
      onEnd: end => ends.push(end),
    });
    const database = createPostgres({
      host: portalEnv.POSTGRES_HOST,
      port: portalEnv.POSTGRES_PORT,
      user: portalEnv.POSTGRES_USER,
      password: portalEnv.POSTGRES_PASSWORD,
    });
    try {
      const row = await measureQuickly({ world, database });
      for (const [name, value] of Object.entries(row)) {
        figures.add(name, value);
      }
    } finally {
      await database.drop();
    }
  } catch (error) {
    figures.add('not measured', `${error.message ?? error}`);
  } finally {
    for (const end of ends) {
      await end();
    }
    await rm(folder, { recursive: true, force: true });
  }
}
