import { expect, test } from '@playwright/test';
import { openAsGuest } from './signIn';

test('the home page leads to the catalog, and that to a module', async ({
  page,
}) => {
  await openAsGuest(page, '/');
  await page
    .getByRole('navigation', { name: 'sidebar nav' })
    .getByRole('link', { name: 'Catalog', exact: true })
    .click();
  await page.getByRole('link', { name: 'VoiceFuse' }).first().click();

  await expect(page).toHaveURL(/\/catalog\/default\/component\/voicefuse/);
  await expect(page.getByText('Synced in 3 of 3')).toBeVisible();
});

test('the sidebar leads to the modules', async ({ page }) => {
  await openAsGuest(page, '/');
  await page
    .getByRole('navigation', { name: 'sidebar nav' })
    .getByRole('link', { name: 'Modules', exact: true })
    .click();
  await expect(page).toHaveURL(/\/o8/);
  await expect(page.getByText(/of \d+ modules need attention/)).toBeVisible();
  await expect(page.getByText(/^Demo fleet/)).toBeVisible();
});

test('a claim opens to its evidence, with the keyboard alone', async ({
  page,
}) => {
  await openAsGuest(page, '/catalog/default/component/voicefuse');
  await expect(page.getByText('Synced in 3 of 3')).toBeVisible();
  // Not that of the boundary beside it.
  const row = page.getByRole('button', { name: /^Production Europe/ }).first();
  await row.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/voicefuse-eu-1/).first()).toBeVisible();
});

test('the time behind an age can be had with the keyboard alone', async ({
  page,
}) => {
  await openAsGuest(page, '/catalog/default/component/voicefuse');
  await expect(page.getByText('Synced in 3 of 3')).toBeVisible();
  const age = page.locator('time').first();
  await expect(age).toBeVisible();

  for (let i = 0; i < 100; i++) {
    await page.keyboard.press('Tab');
    if (await age.evaluate(node => node === document.activeElement)) {
      break;
    }
  }

  await expect(page.getByRole('tooltip')).toContainText(
    String(new Date().getFullYear()),
  );
});

test('a module without published docs has no Docs tab or link', async ({
  page,
}) => {
  await openAsGuest(page, '/catalog/default/component/voicefuse');
  await expect(page.getByText('Clusters behind this page')).toBeVisible();

  const main = page.locator('main, article').first();
  await expect(main.getByText('Overview', { exact: true })).toBeVisible();
  await expect(main.getByText(/docs/i)).toHaveCount(0);
});

test('an entity that is no module has no card', async ({ page }) => {
  await openAsGuest(page, '/catalog/default/system/voice');
  await expect(page.getByRole('heading', { name: 'Voice' })).toBeVisible();
  await expect(page.getByText('About', { exact: true })).toBeVisible();
  await expect(page.getByText('Clusters behind this page')).toHaveCount(0);
  await expect(page.getByText('Synced in')).toHaveCount(0);
});

test('what has not changed is not sent again', async ({ page }) => {
  // Beside the browser's cache: pages see an answer from it as 200.
  const session = await page.context().newCDPSession(page);
  const urls = new Map<string, string>();
  const statuses: number[] = [];
  session.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (request.method === 'GET') {
      urls.set(requestId, new URL(request.url).pathname);
    }
  });
  session.on(
    'Network.responseReceivedExtraInfo',
    ({ requestId, statusCode }) => {
      if (
        /\/api\/o8\/v1\/modules\/.*voicefuse$/.test(urls.get(requestId) ?? '')
      ) {
        statuses.push(statusCode);
      }
    },
  );
  await session.send('Network.enable');
  await openAsGuest(page, '/catalog/default/component/voicefuse');
  await expect(page.getByText('Synced in 3 of 3')).toBeVisible();
  // It asks again by itself; meanwhile something may really have changed.
  await expect
    .poll(() => statuses, { timeout: 40_000 })
    .toEqual(expect.arrayContaining([200, 304]));
});

test('a failed request says so, and can be tried again', async ({ page }) => {
  const route = '**/api/o8/v1/modules/**';
  await page.route(route, request =>
    request.fulfill({
      status: 503,
      contentType: 'application/json',
      body: JSON.stringify({
        error: { name: 'ServiceUnavailableError', message: 'Database is away' },
        response: { statusCode: 503 },
      }),
    }),
  );
  await openAsGuest(page, '/catalog/default/component/voicefuse');
  await expect(
    page.getByText('This could not be loaded').first(),
  ).toBeVisible();
  await expect(page.getByText(/Database is away/).first()).toBeVisible();

  await page.unroute(route);
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await expect(page.getByText('Synced in 3 of 3')).toBeVisible();
});
