import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { start } from '../../bootstrap/children.mjs';
import { Agent, request } from './packages.mjs';
import { readJson } from './readJson.mjs';

const BIN = fileURLToPath(
  new URL('../../packages/o8-fleet/bin/o8-fleet', import.meta.url),
);
const APPLICATIONS =
  '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications';
/** The cluster whose Argo CD deploys to all production clusters. */
const HUB = 'hub';

/** The demo fleet as a process of its own, with what the bench does to it. */
export class BenchFleet {
  #child;
  #agent;

  /** Resolves when it listens. */
  static async start({ dataDir, modules, clusters, sizes, churnPerSecond }) {
    const child = start(
      process.execPath,
      [
        BIN,
        ...['--port', '0', '--git-port', '0', '--data-dir', dataDir],
        ...['--modules', `${modules}`, '--clusters', `${clusters}`],
        ...['--applications-kb', `${sizes.applicationKb}`],
        ...['--reports', `${sizes.reports}`, '--backups', `${sizes.backups}`],
        ...['--churn', `${churnPerSecond}`],
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let out = '';
    let err = '';
    child.stdout.on('data', data => (out += data));
    const description = await new Promise((resolve, reject) => {
      child.stderr.on('data', data => {
        // What comes later is told by nobody, and would only grow.
        err = (err + data).slice(-20_000);
        if (err.includes('listening at')) {
          resolve(JSON.parse(out));
        }
      });
      child.once('exit', code =>
        reject(new Error(`The fleet ended with ${code}:\n${err}`)),
      );
    });
    const fleet = new BenchFleet();
    fleet.#child = child;
    fleet.#agent = new Agent({
      connect: { ca: await readFile(description.caFile, 'utf8') },
    });
    fleet.description = description;
    return fleet;
  }

  get clusters() {
    return this.description.clusters.map(({ name }) => name);
  }

  get pid() {
    return this.#child.pid;
  }

  /** What the control endpoint says; `requests` counts those of all clients. */
  async state() {
    return this.control('GET', '/');
  }

  async control(method, path, body) {
    return this.#call(`${this.description.control}${path}`, {
      method,
      body,
      token: this.description.tokens.control,
    });
  }

  /** How many objects there are, and of some kinds. */
  async count(kinds) {
    const { clusters } = await this.state();
    const counts = {
      objects: clusters.reduce((sum, { objects }) => sum + objects, 0),
    };
    for (const [name, path] of Object.entries(kinds)) {
      const perCluster = await Promise.all(
        this.clusters.map(cluster => this.#countOf(cluster, path)),
      );
      counts[name] = perCluster.reduce((sum, count) => sum + count, 0);
    }
    return counts;
  }

  async #countOf(cluster, path) {
    const url = `${this.#urlOf(cluster)}${path}?limit=1`;
    const answer = await this.#request(url, {
      token: this.description.tokens.admin,
    });
    if (answer.statusCode === 404) {
      // This cluster does not serve the kind.
      await answer.body.dump();
      return 0;
    }
    const { items, metadata } = await readJson(url, answer);
    return items.length + (metadata.remainingItemCount ?? 0);
  }

  /** The Applications that the hub has of modules, by the name of their module. */
  async listApplications() {
    const { items } = await this.#call(
      `${this.#urlOf(HUB)}${APPLICATIONS}?limit=10000`,
      { token: this.description.tokens.viewer },
    );
    return new Map(
      items.map(item => [item.metadata.labels?.['orchestr8.io/module'], item]),
    );
  }

  /** Deploys a revision, as far as its Application says: a real change at the API server. */
  async deploy(application, revision) {
    const { name } = application.metadata;
    const history = [
      ...application.status.history.slice(1),
      { ...application.status.history.at(-1), revision },
    ];
    await this.#call(`${this.#urlOf(HUB)}${APPLICATIONS}/${name}`, {
      method: 'PATCH',
      type: 'application/merge-patch+json',
      token: this.description.tokens.admin,
      body: { status: { history } },
    });
  }

  async stop() {
    await this.#agent.destroy();
    if (this.#child.exitCode === null) {
      this.#child.kill('SIGTERM');
      await once(this.#child, 'exit');
    }
  }

  #urlOf(cluster) {
    return this.description.clusters.find(({ name }) => name === cluster).url;
  }

  async #call(url, options) {
    return readJson(url, await this.#request(url, options));
  }

  #request(url, { method = 'GET', body, token, type = 'application/json' }) {
    return request(url, {
      method,
      dispatcher: this.#agent,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body && { 'content-type': type }),
      },
      body: body && JSON.stringify(body),
    });
  }
}
