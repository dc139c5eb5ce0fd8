import path from 'node:path';
import { freePort } from '../freePort.mjs';
import { ModuleProcess, runProgram } from './ModuleProcess.mjs';
import { runToEnd } from './toolchains.mjs';

/** As a generator of passwords may make one: nobody may have to quote it. */
export const PASSWORD = `p@ss'w"o/r:d%41\\ #`;

// SDKs collect spans for some seconds, which nobody has to wait for here.
const HASTE = { OTEL_BSP_SCHEDULE_DELAY: '200' };

/** The modules of one runtime with the servers that they meet, all of them our own. */
export class World {
  #processes = [];

  constructor(parts) {
    Object.assign(this, parts);
  }

  /** Runs the commands of a module's pipeline, then makes what its image would have. */
  async build(module, steps) {
    const { commands, folder: cwd, role } = module;
    const folders = await this.toolchain.prepare(module);
    const env = {
      ...process.env,
      ...this.toolchain.env,
      PATH: [...folders, process.env.PATH].join(path.delimiter),
    };
    for (const command of commands) {
      // Also a program whose tests fail says something by how it runs.
      await steps.run(`${role}: ${command}`, () =>
        runToEnd('bash', ['-e', '-c', command], { cwd, env }),
      );
    }
    module.path = env.PATH;
    module.programs = await steps.require(`${role}: its programs`, () =>
      this.toolchain.build(module, { env }),
    );
  }

  /** Starts a module as its pod would be, but for what is changed. */
  async start(module, { changes, port } = {}) {
    const own = { PORT: String(port ?? (await freePort())) };
    const started = new ModuleProcess(
      module.name,
      this.#toLocal(module, module.command),
      {
        cwd: module.folder,
        env: this.#toEnv(module, module.env, { ...own, ...changes }),
      },
    );
    this.#processes.push(started);
    return Object.assign(started, { port: Number(own.PORT), module });
  }

  /** Runs the migrations of a module to their end. */
  async migrate(module, changes) {
    const { command, env } = module.migrations;
    return runProgram(
      `The migrations of ${module.name}`,
      this.#toLocal(module, command),
      { cwd: module.folder, env: this.#toEnv(module, env, changes) },
    );
  }

  /** Asks the database of a module as an administrator. */
  async ask(module, sql) {
    return this.postgres.query(sql, module.databaseName);
  }

  /** Ends all processes and servers. */
  async end() {
    await Promise.all(this.#processes.map(each => each.stop()));
    await Promise.all([
      this.postgres.stop(),
      this.nats.stop(),
      this.traces.stop(),
    ]);
  }

  /** The variables whose values are other ones on this machine: places and secrets. */
  #places({ name }) {
    return {
      PGHOST: 'localhost',
      PGPORT: String(this.postgres.port),
      PGPASSWORD: PASSWORD,
      PGSSLROOTCERT: this.ca,
      NATS_URL: this.nats.url,
      NATS_CREDS: this.credentials.get(name),
      OTEL_EXPORTER_OTLP_ENDPOINT: this.traces.url,
    };
  }

  #toLocal({ programs }, [program, ...args]) {
    const words = [program, ...(this.trust.args ?? []), ...args];
    return words.map(word => programs[word] ?? word);
  }

  /** A change to undefined takes a variable away. */
  #toEnv(module, variables, changes) {
    const places = { ...this.#places(module), ...changes };
    const entries = variables.flatMap(({ name, value }) => {
      if (name in places) {
        return places[name] === undefined ? [] : [[name, places[name]]];
      }
      if (value === undefined || isMounted(value)) {
        throw new Error(`Nobody knows what ${name} is on this machine`);
      }
      return [[name, value]];
    });
    return {
      PATH: module.path,
      ...HASTE,
      ...this.trust.env,
      ...Object.fromEntries(entries),
    };
  }
}

function isMounted(value) {
  return value.startsWith('/run/');
}
