import { CHROMIUM_ARGS } from './chromium.mjs';

const LIMIT_MS = 120_000;

/** Signs in as a guest and waits for the card on the stranger's module. */
export async function seeCard({ app, executable }) {
  // Not at the top: in a fresh clone nothing is installed when this file is loaded.
  const { chromium } = await import('@playwright/test');
  const browser = await chromium.launch({
    executablePath: executable,
    args: CHROMIUM_ARGS,
  });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(LIMIT_MS);
    const errors = [];
    page.on('pageerror', error => errors.push(error.message));

    await page.goto(`${app}/catalog/default/component/strangers-module`);
    await page.getByRole('button', { name: 'Enter' }).click();
    await page.getByText('Clusters behind this page').waitFor();
    // Its clusters do not exist: that is said, and nothing else is claimed.
    await page.getByText('0 of 2 clusters are up to date').waitFor();
    for (const title of ['Sync', 'Compliance', 'Recovery']) {
      await page.getByText(title, { exact: true }).first().waitFor();
    }
    if (await page.getByText('●').count()) {
      throw new Error('Something is green that nobody has read');
    }
    if (errors.length) {
      throw new Error(`The page has errors:\n${errors.join('\n')}`);
    }
    console.log('The card renders.');
  } finally {
    await browser.close();
  }
}
