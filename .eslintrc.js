const { overrides } = require('./lint/architecture');

module.exports = { root: true, overrides };
