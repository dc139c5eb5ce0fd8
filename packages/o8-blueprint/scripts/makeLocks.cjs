// Makes the lockfiles of a skeleton anew, for each set of libraries:
//   node scripts/makeLocks.cjs RUNTIME
// Needs the tools of the language and its registry. Done once per version of the blueprint.
require('@backstage/cli/config/nodeTransform.cjs');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const {
  exampleTemplates,
} = require('../src/systems/skeletons/exampleSkeleton');
const { lockName } = require('../src/systems/skeletons/expandSkeleton');

const [runtime] = process.argv.slice(2);
const folder = path.join(__dirname, '..', 'skeletons', runtime);
const locks = path.join(folder, 'locks');
const made = fs.mkdtempSync(path.join(os.tmpdir(), 'o8-locks-'));

for (const libraries of listSets()) {
  const name = lockName(new Set(libraries));
  const project = path.join(made, 'projects', name);
  const bus = libraries.some(each => each === 'nats' || each === 'kafka');
  const features = [
    'service',
    ...libraries,
    ...(bus ? ['publishes', 'consumes'] : []),
  ];
  for (const file of exampleTemplates(runtime, features)) {
    const target = path.join(project, file.path);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, file.text);
  }
  const files = execFileSync(
    'sh',
    [path.join(folder, 'make-locks.sh'), project],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  for (const file of files.split('\n').filter(Boolean)) {
    const target = path.join(made, 'locks', name, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.copyFileSync(path.join(project, file), target);
  }
  console.log(name);
}
// All at once: a set that could not be made leaves what was there.
fs.rmSync(locks, { recursive: true, force: true });
fs.cpSync(path.join(made, 'locks'), locks, { recursive: true });
fs.rmSync(made, { recursive: true });

function listSets() {
  return [[], ['database']].flatMap(database =>
    [[], ['nats'], ['kafka']].flatMap(bus =>
      [[], ['tracing']].map(tracing => [...database, ...bus, ...tracing]),
    ),
  );
}
