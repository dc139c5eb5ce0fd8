// Prints the pipelines that the blueprint writes for a matrix of modules, as JSON.
require('@backstage/cli/config/nodeTransform.cjs');
const {
  listPipelines,
} = require('../../packages/o8-blueprint/src/__testUtils__/pipelines');

process.stdout.write(JSON.stringify(listPipelines()));
