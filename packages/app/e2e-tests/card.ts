import type { Locator, Page } from '@playwright/test';

/** One of our cards on the page of an entity, by its title. */
export function card(page: Page, title: string): Locator {
  return page
    .locator('.bui-Card')
    .filter({ has: page.getByText(title, { exact: true }) });
}
