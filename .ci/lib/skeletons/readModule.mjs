import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const WORKLOADS = new Set(['Deployment', 'CronJob', 'Job']);
const PROBES = ['startup', 'liveness', 'readiness'];

/**
 * What a generated module says of itself: how it is built and started, the variables that
 * its containers get, and its objects on the platform. Nothing of it is known otherwise.
 */
export async function readModule({ folder, boundary, ...others }) {
  // Not at the top: in a fresh clone nothing is installed when this file is loaded.
  const { parse, parseAllDocuments } = await import('yaml');
  const readAll = file =>
    existsSync(file)
      ? parseAllDocuments(readFileSync(file, 'utf8')).map(each => each.toJS())
      : [];
  const base = path.join(folder, 'deploy/base');
  const overlays = path.join(folder, 'deploy/overlays');
  const objects = listYaml(base).flatMap(readAll);
  const patches = readdirSync(overlays)
    .flatMap(name => listYaml(path.join(overlays, name)))
    .flatMap(readAll);
  const isMigration = ({ metadata }) =>
    metadata?.name === `${others.name}-migrations`;
  const isWorkload = object =>
    WORKLOADS.has(object?.kind) && !isMigration(object);
  const container = toContainer(objects.find(isWorkload));
  const workflow = parse(
    readFileSync(path.join(folder, '.github/workflows/build.yaml'), 'utf8'),
  );
  const migrations = objects.find(isMigration);
  return {
    ...others,
    folder,
    env: mergeEnv([
      container.env,
      ...patches.filter(isWorkload).map(patch => toContainer(patch)?.env),
    ]),
    paths: Object.fromEntries(
      PROBES.map(name => [name, container[`${name}Probe`]?.httpGet?.path]),
    ),
    command: container.command ?? readCommand(path.join(folder, 'Dockerfile')),
    commands: workflow.jobs.test.steps
      .filter(step => step.run && !step.if)
      .map(({ run }) => run),
    migrations: migrations && {
      command: toContainer(migrations).command,
      env: toContainer(migrations).env,
    },
    database: readAll(path.join(boundary, 'database.yaml')),
    events: readAll(path.join(boundary, 'events.yaml')),
  };
}

/** The lines of pg_hba.conf that the platform repository asks its cluster to have. */
export function readHba(platform) {
  const readme = readFileSync(path.join(platform, 'README.md'), 'utf8');
  const [, list] = /pg_hba:\n((?:\s+- .+\n)+)/.exec(readme) ?? [];
  if (!list) {
    throw new Error('The platform repository says nothing of pg_hba');
  }
  return list
    .trim()
    .split('\n')
    .map(line => line.replace(/^\s*- /, ''));
}

function listYaml(folder) {
  return readdirSync(folder)
    .filter(file => file.endsWith('.yaml'))
    .map(file => path.join(folder, file));
}

function toContainer({ spec }) {
  const pod = (spec.jobTemplate?.spec ?? spec).template?.spec;
  return pod?.containers?.[0];
}

/** As kustomize does it: a patch changes variables by their names. */
function mergeEnv(lists) {
  const byName = new Map(
    lists.flatMap((list = []) =>
      list.map(variable => [variable.name, variable]),
    ),
  );
  return [...byName.values()];
}

/** What an image runs where its manifest says nothing. */
function readCommand(dockerfile) {
  const last = name =>
    [
      ...readFileSync(dockerfile, 'utf8').matchAll(
        new RegExp(`^${name} (\\[.*\\])$`, 'gm'),
      ),
    ].at(-1)?.[1] ?? '[]';
  const command = ['ENTRYPOINT', 'CMD'].flatMap(name => JSON.parse(last(name)));
  if (command.length === 0) {
    throw new Error(`${dockerfile} does not say what it runs`);
  }
  return command;
}
