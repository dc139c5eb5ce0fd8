// What the workspaces of this repository depend on, and the root does not.
import { createRequire } from 'node:module';
import path from 'node:path';
import { ROOT } from '../../bootstrap/paths.mjs';

/** The plugin whose speed is measured. */
export const PLUGIN = path.join(ROOT, 'plugins/o8-backend');

const ofPlugin = createRequire(path.join(PLUGIN, 'package.json'));
const ofPortal = createRequire(
  path.join(ROOT, 'packages/backend/package.json'),
);

export const { Agent, Pool, request } = ofPlugin('undici');

/** Lets Node run TypeScript as the Backstage CLI does. */
export const TRANSFORM = ofPlugin.resolve(
  '@backstage/cli/config/nodeTransform.cjs',
);

// Loaded at the first use: PostgreSQL need not be there.
export const loadSqlite = () => ofPortal('better-sqlite3');
export const loadPostgres = () => ofPortal('pg');
