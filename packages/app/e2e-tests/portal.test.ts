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
  await expect(page.getByText('4 clusters, none read yet')).toBeVisible();
});

test('the card of a module shows every cluster, and none as well', async ({
  page,
}) => {
  await openAsGuest(page, '/catalog/default/component/voicefuse');

  const list = page.locator('ul').filter({ hasText: 'Not read yet' });
  await expect(list.getByRole('listitem')).toHaveCount(4);
  await expect(list.getByText('Not read yet', { exact: true })).toHaveCount(4);
  await expect(list).not.toContainText('●');
});

test('the time behind an age can be had with the keyboard alone', async ({
  page,
}) => {
  await openAsGuest(page, '/catalog/default/component/voicefuse');
  const age = page.locator('li time').first();
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
});

test('a failed request says so, and can be tried again', async ({ page }) => {
  await page.route('**/api/o8/v1/sources', route =>
    route.fulfill({
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
    page.getByText('The clusters could not be loaded'),
  ).toBeVisible();
  await expect(page.getByText('Database is away')).toBeVisible();

  await page.unroute('**/api/o8/v1/sources');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('4 clusters, none read yet')).toBeVisible();
});
