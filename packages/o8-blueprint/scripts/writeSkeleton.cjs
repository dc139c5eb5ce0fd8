// Writes a skeleton without a module, to work on it:
//   node scripts/writeSkeleton.cjs RUNTIME FEATURE,FEATURE... FOLDER
// Features: one of service, worker, job; database, nats or kafka with publishes and
// consumes, tracing, metrics-port.
require('@backstage/cli/config/nodeTransform.cjs');
const { mkdirSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { exampleSkeleton } = require('../src/systems/skeletons/exampleSkeleton');

const [runtime, features, folder] = process.argv.slice(2);
for (const file of exampleSkeleton(runtime, features.split(','))) {
  const target = path.join(folder, file.path);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, file.text);
}
