import { expect, type Page } from '@playwright/test';

/** What a user types into "New O8 module". */
export interface NewModule {
  name: string;
  /** The title of the landing zone. */
  zone?: string;
  description?: string;
  port?: string;
}

/** Opens the form; the page must be signed in. */
export async function openForm(page: Page): Promise<void> {
  await page.goto('/create/templates/default/new-o8-module');
  await expect(field(page, 'Name')).toBeVisible();
}

/** A field of the form by its label. */
export function field(page: Page, label: string) {
  return page.getByLabel(new RegExp(`^${label}`)).first();
}

/** Fills in the form and waits until the name is known to be usable. */
export async function fillIn(page: Page, module: NewModule): Promise<void> {
  const { name, zone, description, port } = module;
  if (zone) {
    await field(page, 'Landing zone').click();
    await page
      .getByRole('option', { name: zone, exact: false })
      .first()
      .click();
  }
  await field(page, 'Name').fill(name);
  await field(page, 'Owner').fill('Voice');
  await page.getByRole('option', { name: /voice/i }).first().click();
  if (description) await field(page, 'Description').fill(description);
  if (port) await field(page, 'Port').fill(port);
}

/** Goes through the check page and starts the task. */
export async function create(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByRole('button', { name: 'Create the module' }).click();
  await expect(page).toHaveURL(/\/create\/tasks\//);
}

/** Waits until the task has ended well. */
export async function expectCreated(page: Page): Promise<void> {
  await expect(
    page
      .getByRole('link', { name: 'Open the module in the catalog' })
      .or(page.getByRole('button', { name: 'Open the module in the catalog' }))
      .first(),
  ).toBeVisible({ timeout: 60_000 });
}
