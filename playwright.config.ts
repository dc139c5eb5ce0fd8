import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

// The browser of the system: none is downloaded.
const executablePath = [
  process.env.O8_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find(path => path && existsSync(path));

export default defineConfig({
  testDir: 'packages/app/e2e-tests',
  outputDir: '.o8/test-results',
  timeout: 60_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  // One portal with one database: a test must not see what another one does.
  workers: 1,
  reporter: [['list'], ['json', { outputFile: '.o8/logs/e2e.json' }]],
  use: {
    baseURL: process.env.O8_E2E_URL ?? 'http://localhost:3000',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
