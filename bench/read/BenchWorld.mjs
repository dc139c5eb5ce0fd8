import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { BenchBackend } from './BenchBackend.mjs';
import { BenchFleet } from './BenchFleet.mjs';
import { createConfig, isOfHalf, writeCatalog } from './createConfig.mjs';
import { untilInCatalog } from './start.mjs';

const SIZES = { applicationKb: 16, reports: 10, backups: 30 };
const CHURN_PER_SECOND = 50;
const USERS = 50;

/** A fleet, a catalog of its modules, and the backends that read them one after another. */
export class BenchWorld {
  #folder;
  #backends = 0;

  static async start({ folder, modules, clusters }) {
    await mkdir(folder, { recursive: true });
    const world = new BenchWorld();
    world.#folder = folder;
    world.fleet = await BenchFleet.start({
      dataDir: path.join(folder, 'fleet'),
      modules,
      clusters,
      sizes: SIZES,
      churnPerSecond: CHURN_PER_SECOND,
    });
    world.modules = (await world.fleet.state()).modules;
    world.half = world.modules.filter((_name, index) => isOfHalf(index));
    world.catalogFile = await writeCatalog({
      folder: path.join(folder, 'catalog'),
      modules: world.modules,
    });
    return world;
  }

  /** Starts a backend, and waits until its catalog knows all modules. */
  async startBackend({ database, withO8 }) {
    const { fleet, catalogFile } = this;
    const backend = await BenchBackend.start({
      folder: this.#folder,
      name: `backend-${this.#backends++}`,
      config: createConfig({ fleet, catalogFile, database: database.config }),
      withO8,
    });
    try {
      await untilInCatalog(backend, this.modules);
    } catch (error) {
      await backend.stop();
      throw error;
    }
    return backend;
  }

  /** As many who see everything as who see half of it. */
  async signIn(backend) {
    const tokens = [];
    for (let index = 0; index < USERS; index++) {
      const group = index % 2 === 0 ? 'reader' : 'owner';
      tokens.push(await backend.signIn(`${group}-${index}`));
    }
    const [reader, owner] = tokens;
    return { reader, owner, tokens };
  }

  async stop() {
    await this.fleet.stop();
  }
}
