// A whole Backstage backend for "npm run bench -- read": what a portal would have beside
// the plugin, and what the bench compares it with. See docs/reference/performance.md.
import { createBackend } from '@backstage/backend-defaults';
import { benchPlugin, policyModule, signInModule } from './bench/index';

const backend = createBackend();

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(signInModule);

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(policyModule);

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-signals-backend'));

backend.add(benchPlugin);

// The same backend without it is what its memory and CPU are compared with.
if (process.env.O8_BENCH_WITHOUT_O8 !== 'true') {
  backend.add(import('../src'));
}

backend.start();
