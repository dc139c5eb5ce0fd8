// One replica of the backend with nothing but a catalog beside it, for the tests in
// src/replicas: two of these on one PostgreSQL share the work.
import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('../src'));

backend.start();
