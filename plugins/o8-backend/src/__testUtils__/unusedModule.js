/**
 * In place of the clients of clouds, which Backstage's test utilities load for reading
 * URLs: a hundred test files would load thousands of modules each, of which none is used.
 * Whatever is taken from it, or made of it, is nothing.
 */
function Unused() {}

module.exports = new Proxy(Unused, {
  get: (target, name) => (name in target ? target[name] : Unused),
});
