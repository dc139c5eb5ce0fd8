// One replica of the backend with nothing but a catalog and signals beside it, for the
// tests in src/replicas: two of these on one PostgreSQL share the work.
import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

backend.add(import('@backstage/plugin-catalog-backend'));
// Carries signals from one replica to the others.
backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('../src'));

backend.start();
