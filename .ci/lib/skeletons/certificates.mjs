import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];

/** An authority of our own, in a folder of its own, that is thrown away with it. */
export class Authority {
  #folder;

  constructor(folder, name) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    this.file = path.join(folder, 'ca.crt');
    this.#openssl(
      ...['req', '-x509', '-nodes', ...KEY, '-days', '2'],
      ...['-subj', `/CN=${name}`, '-keyout', 'ca.key', '-out', 'ca.crt'],
    );
  }

  /** A certificate for this name, and for this host where there is one; answers its files. */
  issue(name, { host } = {}) {
    const [certificate, key] = [`${name}.crt`, `${name}.key`];
    writeFileSync(
      path.join(this.#folder, `${name}.ext`),
      host ? `subjectAltName=DNS:${host}\n` : 'basicConstraints=CA:FALSE\n',
    );
    this.#openssl(
      ...['req', '-nodes', ...KEY, '-subj', `/CN=${name}`],
      ...['-keyout', key, '-out', `${name}.csr`],
    );
    this.#openssl(
      ...['x509', '-req', '-in', `${name}.csr`, '-days', '2'],
      ...['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial'],
      ...['-extfile', `${name}.ext`, '-out', certificate],
    );
    return {
      certificate: path.join(this.#folder, certificate),
      key: path.join(this.#folder, key),
    };
  }

  #openssl(...args) {
    execFileSync('openssl', args, {
      cwd: this.#folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  }
}
