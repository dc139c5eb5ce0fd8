import { expect, test, type Page } from '@playwright/test';
import { failCluster, mendCluster } from './fleet';
import { openAsGuest } from './signIn';

const ENTITY = '/catalog/default/component/voicefuse';
const PAGES = [
  { name: 'home', path: '/', text: 'Toolkit' },
  { name: 'catalog', path: '/catalog', text: 'VoiceFuse' },
  { name: 'modules', path: '/o8', text: /of \d+ modules need attention/ },
  { name: 'entity', path: ENTITY, text: 'Synced in 3 of 3' },
  {
    name: 'degraded',
    path: '/catalog/default/component/billing',
    text: 'Degraded in 1 of 3',
  },
  { name: 'create', path: '/create', text: 'New O8 module' },
  {
    name: 'create-form',
    path: '/create/templates/default/new-o8-module',
    text: 'pushed and deployed at once',
  },
];
const WIDTHS = [1440, 768, 390];

test.afterEach(() => mendCluster('us-1'));

/** Pictures for people to look at, in .o8/screenshots. */
for (const theme of ['light', 'dark'] as const) {
  test(`${theme}: pages are shown, and their pictures taken`, async ({
    page,
  }) => {
    test.setTimeout(120_000);
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await openAsGuest(page, '/');
    for (const { name, path, text } of PAGES) {
      await page.goto(path);
      await expect(page.getByText(text).first()).toBeVisible();
      await takePictures(page, `${name}-${theme}`);
    }
  });

  test(`${theme}: pages while a cluster cannot be reached`, async ({
    page,
  }) => {
    test.setTimeout(120_000);
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await openAsGuest(page, ENTITY);
    await expect(page.getByText('Recovers to')).toBeVisible();
    await failCluster('us-1', { fault: 'down' });
    await expect(
      page.getByText(/us-1\).*cannot be reached/).first(),
    ).toBeVisible();
    await takePictures(page, `partial-${theme}`);
    await page.goto('/o8');
    await expect(page.getByText(/of \d+ modules need/)).toBeVisible();
    await takePictures(page, `modules-partial-${theme}`);
  });

  test(`${theme}: cards and list fit into 360 px`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 360, height: 800 });
    await openAsGuest(page, ENTITY);

    for (const text of ['Synced in', 'checks pass', 'Recovers to']) {
      const card = page.locator('.bui-Card').filter({ hasText: text }).first();
      await expect(card).toBeVisible();
      const box = await card.boundingBox();
      expect(box!.x + box!.width).toBeLessThanOrEqual(360);
      const overflows = await card.evaluate(
        node => node.scrollWidth > node.clientWidth,
      );
      expect(overflows, `the card "${text}" scrolls sideways`).toBe(false);
    }
    await page.screenshot({
      path: `.o8/screenshots/entity-${theme}-360.png`,
      fullPage: true,
    });

    await page.goto('/o8');
    await expect(page.getByText(/of \d+ modules need/)).toBeVisible();
    const overflows = await page.evaluate(
      () => document.documentElement.scrollWidth > window.innerWidth,
    );
    expect(overflows, 'the list of modules scrolls sideways').toBe(false);
    await page.screenshot({ path: `.o8/screenshots/modules-${theme}-360.png` });
  });
}

async function takePictures(page: Page, name: string): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({
      path: `.o8/screenshots/${name}-${width}.png`,
      fullPage: true,
    });
  }
  await page.setViewportSize({ width: WIDTHS[0], height: 900 });
}
