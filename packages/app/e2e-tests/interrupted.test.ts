import { expect, test, type Page } from '@playwright/test';
import { clone, git, remoteHead } from './git';
import { card } from './card';
import { create, expectCreated, fillIn, openForm } from './newModule';
import { openAsGuest } from './signIn';

const CONTROL = process.env.O8_E2E_CONTROL;
const PLATFORM = 'platform/o8-apps';
const RUN = Date.now().toString(36).slice(-5);

test.skip(
  !CONTROL,
  'Kills the portal: only where the one who started it lets tests do so (O8_E2E_CONTROL)',
);

// What the form does, one after the other, and how one sees from outside that it is done.
const EFFECTS: Record<string, (name: string, page: Page) => Promise<boolean>> =
  {
    'the repository is pushed': async name =>
      (await remoteHead(`modules/${name}`)) !== undefined,
    'the entry is pushed': async name => {
      const platform = await clone(PLATFORM);
      const files = await git(platform, 'ls-files', `modules/${name}`);
      return files !== '';
    },
    'the entity is registered': async (name, page) => {
      const base = new URL(page.url()).origin;
      const signIn = await fetch(`${base}/api/auth/guest/refresh`);
      const { backstageIdentity } = await signIn.json();
      const path = `/api/catalog/entities/by-name/component/default/${name}`;
      const { status } = await fetch(`${base}${path}`, {
        headers: { Authorization: `Bearer ${backstageIdentity.token}` },
      });
      return status === 200;
    },
  };

for (const [index, [effect, isDone]] of Object.entries(EFFECTS).entries()) {
  test(`killed when ${effect}: nothing is half-written, and the same form ends with one of each`, async ({
    page,
  }) => {
    test.setTimeout(300_000);
    const name = `killed-${index}-${RUN}`;
    await openAsGuest(page, '/');
    await openForm(page);
    await fillIn(page, { name });
    await create(page);
    const task = page.url();
    await expect
      .poll(() => isDone(name, page), { intervals: [20], timeout: 60_000 })
      .toBe(true);
    await control('kill');
    await control('start');

    // The task goes on by itself, or says that it failed; it never hangs.
    await page.goto(task);
    await signInAgain(page);
    const ended = page.getByText(/Argo CD picks it up|failed|error/i);
    await expect(ended.first()).toBeVisible({ timeout: 120_000 });

    await openForm(page);
    await fillIn(page, { name });
    await create(page);
    await expectCreated(page);
    await expectOneOfEach(page, name);
  });
}

async function expectOneOfEach(page: Page, name: string): Promise<void> {
  const repository = await clone(`modules/${name}`);
  expect(await git(repository, 'rev-list', '--count', 'HEAD')).toBe('1');
  const platform = await clone(PLATFORM);
  const log = await git(
    platform,
    'log',
    '--format=%s',
    '--',
    `modules/${name}`,
  );
  expect(log).toBe(`modules: add ${name}`);
  await expect(async () => {
    await page.goto(`/catalog?filters[kind]=component&filters[user]=all`);
    await page
      .getByPlaceholder(/search|filter/i)
      .first()
      .fill(name);
    await expect(page.getByRole('link', { name })).toHaveCount(1);
    await page.goto(`/catalog/default/component/${name}`);
    await expect(card(page, 'Sync')).toContainText('Synced in 2 of 2');
  }).toPass({ timeout: 120_000 });
}

async function signInAgain(page: Page): Promise<void> {
  const enter = page.getByRole('button', { name: 'Enter' });
  if (await enter.isVisible().catch(() => false)) await enter.click();
}

async function control(action: string): Promise<void> {
  const response = await fetch(`${CONTROL}/${action}`, { method: 'POST' });
  if (!response.ok) {
    throw new Error(`${action}: ${response.status} ${await response.text()}`);
  }
}
