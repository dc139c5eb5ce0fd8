import { expect, test } from '@playwright/test';
import { openAsGuest } from './signIn';

const PAGES = [
  { name: 'home', path: '/', text: 'Toolkit' },
  { name: 'catalog', path: '/catalog', text: 'VoiceFuse' },
  {
    name: 'entity',
    path: '/catalog/default/component/voicefuse',
    text: '4 clusters, none read yet',
  },
  { name: 'create', path: '/create', text: 'No templates found' },
];

/** Pictures for people to look at, in .o8/screenshots. */
for (const theme of ['light', 'dark'] as const) {
  test(`${theme}: pages are shown, and their pictures taken`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await openAsGuest(page, '/');
    for (const { name, path, text } of PAGES) {
      await page.goto(path);
      await expect(page.getByText(text).first()).toBeVisible();
      for (const width of [1440, 768, 390]) {
        await page.setViewportSize({ width, height: 900 });
        await page.screenshot({
          path: `.o8/screenshots/${name}-${theme}-${width}.png`,
        });
      }
    }
  });

  test(`${theme}: the card fits into 360 px`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 360, height: 800 });
    await openAsGuest(page, '/catalog/default/component/voicefuse');

    const card = page
      .locator('.bui-Card')
      .filter({ hasText: 'Clusters behind this page' });
    await expect(card).toContainText('Not read yet');
    const box = await card.boundingBox();
    expect(box!.x + box!.width).toBeLessThanOrEqual(360);
    const overflows = await card.evaluate(
      node => node.scrollWidth > node.clientWidth,
    );
    expect(overflows, 'the card scrolls sideways').toBe(false);
    await card.screenshot({ path: `.o8/screenshots/card-${theme}-360.png` });
  });
}
