module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  // Templates: code of other repositories.
  ignorePatterns: ['skeletons/'],
});
