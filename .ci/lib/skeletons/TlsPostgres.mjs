import {
  chownSync,
  copyFileSync,
  chmodSync,
  mkdirSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { run, runAndRead, start } from '../../../bootstrap/children.mjs';
import { freePort } from '../freePort.mjs';
import { findOwner, requireBinaries, waitUntilReady } from '../postgres.mjs';
import { stop } from '../stop.mjs';
import { isRunning } from './isRunning.mjs';

/** A PostgreSQL as modules meet it: TLS and passwords only. It can be away for a while. */
export class TlsPostgres {
  #binaries;
  #data;
  #options;
  #server;

  /** Makes one in this folder, which lets clients in by these lines of its pg_hba.conf. */
  static async create({ folder, certificate, key, hba }) {
    const postgres = new TlsPostgres();
    postgres.port = await freePort();
    postgres.#binaries = (await requireBinaries()).folder;
    postgres.#data = path.join(folder, 'postgres');
    mkdirSync(postgres.#data, { recursive: true, mode: 0o700 });
    const owner = findOwner();
    postgres.#options = { cwd: postgres.#data, ...owner };
    const own = file =>
      owner.uid !== undefined && chownSync(file, owner.uid, owner.gid);
    own(postgres.#data);
    await postgres.#initialize();

    const add = (name, write) => {
      const file = path.join(postgres.#data, name);
      write(file);
      own(file);
      chmodSync(file, 0o600);
    };
    add('server.crt', file => copyFileSync(certificate, file));
    add('server.key', file => copyFileSync(key, file));
    // The operator is in the same place as the server, and needs no password.
    const lines = ['local all postgres trust', ...hba];
    add('pg_hba.conf', file => writeFileSync(file, `${lines.join('\n')}\n`));
    return postgres;
  }

  async #initialize() {
    const flags = ['-U', 'postgres', '--auth=reject', '-E', 'UTF8'];
    const code = await run(
      this.#program('initdb'),
      ['-D', this.#data, ...flags, '--no-sync'],
      { ...this.#options, stdio: ['ignore', 'ignore', 'inherit'] },
    );
    if (code !== 0) {
      throw new Error(`initdb ended with ${code}`);
    }
  }

  /** Starts it unless it runs. */
  async start() {
    if (isRunning(this.#server)) {
      return;
    }
    const settings = {
      port: this.port,
      listen_addresses: 'localhost',
      unix_socket_directories: this.#data,
      ssl: 'on',
      fsync: 'off',
      log_min_messages: 'fatal',
    };
    this.#server = start(
      this.#program('postgres'),
      [
        ...['-D', this.#data],
        ...Object.entries(settings).flatMap(([name, value]) => [
          '-c',
          `${name}=${value}`,
        ]),
      ],
      { ...this.#options, stdio: 'ignore' },
    );
    await waitUntilReady(this.#binaries, this.port);
  }

  async stop() {
    if (isRunning(this.#server)) {
      // SIGINT is PostgreSQL's "fast": it ends sessions instead of waiting for them.
      await stop(this.#server, 'SIGINT');
    }
  }

  /** What an administrator gets: lines of columns, which `|` separates. */
  async query(sql, database = 'postgres') {
    const { code, output } = await this.#psql(
      `host=${this.#data} port=${this.port} user=postgres dbname=${database}`,
      sql,
    );
    if (code !== 0) {
      throw new Error(`psql ended with ${code}: ${output}`);
    }
    return output.trim();
  }

  /** What somebody gets who comes as modules do; answers the exit code of psql too. */
  async queryAs({ user, password, database, ca }, sql) {
    return this.#psql(
      `host=localhost port=${this.port} user=${user} dbname=${database} sslmode=verify-full sslrootcert=${ca}`,
      sql,
      { PGPASSWORD: password },
    );
  }

  async #psql(connection, sql, env = {}) {
    // Without -X the files of whoever runs this would say how it looks.
    const args = ['-X', '-A', '-t', '-q', '-v', 'ON_ERROR_STOP=1'];
    return runAndRead(
      this.#program('psql'),
      [...args, '-c', sql, `${connection} connect_timeout=5`],
      { env: { PATH: process.env.PATH, ...env } },
    );
  }

  #program(name) {
    return path.join(this.#binaries, name);
  }
}
