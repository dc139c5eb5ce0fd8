import { defineConfig } from '@playwright/test';
import { CHROMIUM_ARGS, findChromium } from './.ci/lib/chromium.mjs';

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
    // The browser of the system: none is downloaded.
    launchOptions: { executablePath: findChromium(), args: CHROMIUM_ARGS },
  },
});
