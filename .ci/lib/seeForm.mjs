import { CHROMIUM_ARGS } from './chromium.mjs';

const LIMIT_MS = 120_000;

/** Signs in as a guest and waits for the fields of "New O8 module". */
export async function seeForm({ app, executable }) {
  // Not at the top: in a fresh clone nothing is installed when this file is loaded.
  const { chromium } = await import('@playwright/test');
  const browser = await chromium.launch({
    executablePath: executable,
    args: CHROMIUM_ARGS,
  });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(LIMIT_MS);
    await page.goto(`${app}/create/templates/default/new-o8-module`);
    await page.getByRole('button', { name: 'Enter' }).click();
    // From the backend, through our fields and our client.
    await page.getByText('pushed and deployed at once').waitFor();
    await page.getByLabel(/^Name/).first().fill('strangers-module');
    await page
      .getByText(/the catalog has/i)
      .first()
      .waitFor();
    await page.getByLabel(/^Name/).first().fill('another-module');
    // Nobody knows whether it is free, and so nothing says that it is.
    await page
      .getByText(/cannot be reached|could not be checked/i)
      .first()
      .waitFor();
    if (await page.getByText(/is free/).count()) {
      throw new Error('A name is free that nobody has checked');
    }
    console.log('The form renders.');
  } finally {
    await browser.close();
  }
}
