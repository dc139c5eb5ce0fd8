import { expect, test, type Page } from '@playwright/test';
import { clone, git, pushChange, remoteHead } from './git';
import { create, expectCreated, fillIn, openForm } from './newModule';
import { card } from './card';
import { statusOf } from './fleet';
import { openAsGuest } from './signIn';

const PLATFORM = 'platform/o8-apps';

// A story: each test goes on where the one before has left it.
test.describe.configure({ mode: 'serial' });

// Of this run alone, so that a second run on the same data is a first one too.
const RUN = Date.now().toString(36).slice(-5);
const NAME = `greeter-${RUN}`;
const PAGE = `/catalog/default/component/${NAME}`;

test('a form becomes a repository, an entry, an entity and a green card', async ({
  page,
}) => {
  test.setTimeout(180_000);
  await openAsGuest(page, '/');
  await openForm(page);
  await fillIn(page, {
    name: NAME,
    description: 'Says "hello": $(date) & goodbye',
    port: '9000',
  });
  await expect(page.getByText(/is free/)).toBeVisible();
  await expect(page.getByText(/pushed and deployed at once/)).toBeVisible();
  await create(page);
  await expectCreated(page);
  await expect(page.getByText(/Argo CD picks it up/)).toBeVisible();

  const repository = await clone(`modules/${NAME}`);
  const revision = await git(repository, 'rev-parse', 'HEAD');
  const files = await git(repository, 'ls-files');
  expect(files.split('\n')).toEqual(
    expect.arrayContaining(['.o8/lock.json', 'catalog-info.yaml', 'o8.yaml']),
  );
  const platform = await clone(PLATFORM);
  const log = await git(
    platform,
    'log',
    '--format=%s',
    '--',
    `modules/${NAME}`,
  );
  expect(log.split('\n')).toEqual([`modules: add ${NAME}`]);

  await page.getByText('Open the module in the catalog').click();
  await expect(page).toHaveURL(new RegExp(NAME));
  await expectEntity(page, NAME);
  await expectSynced(page, revision);
  await expect(page.getByText('Says "hello": $(date) & goodbye')).toBeVisible();
});

test('a broken manifest is named on the card, and mended there', async ({
  page,
}) => {
  test.setTimeout(180_000);
  await openAsGuest(page, PAGE);
  const repository = await clone(`modules/${NAME}`);
  const file = 'deploy/base/deployment.yaml';
  await pushChange(repository, file, text => text.replace('spec:', 'spec: ['));
  const sync = card(page, 'Sync');
  await expect(sync).toContainText(/ComparisonError.*deployment\.yaml/);
  await expect(sync).toContainText('Cannot be compared in 2 of 2');

  // Mended, and something to deploy with it: without, Argo CD has no new deployment.
  const revision = await pushChange(repository, file, text =>
    text.replace('spec: [', 'spec:').replace('replicas: 2', 'replicas: 3'),
  );
  await expectSynced(page, revision);
});

test('without its entry nothing deploys it, and the page says so', async ({
  page,
}) => {
  test.setTimeout(180_000);
  await openAsGuest(page, PAGE);
  await expect(card(page, 'Sync')).toContainText('Synced in 2 of 2');
  const platform = await clone(PLATFORM);
  await git(platform, 'rm', '-r', '--quiet', `modules/${NAME}`);
  await git(platform, 'commit', '--quiet', '--message', `Remove ${NAME}`);
  await git(platform, 'push', '--quiet');
  await expect(card(page, 'Sync')).toContainText(
    'No Argo CD Application deploys this module',
  );
  const argocd = '/apis/argoproj.io/v1alpha1/namespaces/argocd';
  expect(await statusOf('hub', `${argocd}/applications/${NAME}-eu-1`)).toBe(
    404,
  );
  const deployment = `/apis/apps/v1/namespaces/${NAME}/deployments/${NAME}`;
  expect(await statusOf('eu-1', deployment)).toBe(404);
  expect(await statusOf('us-1', deployment)).toBe(404);
  // It guards data: only people delete it.
  expect(await statusOf('eu-1', `/api/v1/namespaces/${NAME}`)).toBe(200);
});

test('with review, nothing is deployed before the branch is merged', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const name = `reviewed-${RUN}`;
  await openAsGuest(page, '/');
  await openForm(page);
  await fillIn(page, { name, zone: 'Demo, reviewed' });
  await expect(page.getByText(/waits until/)).toBeVisible();
  await create(page);
  await expectCreated(page);
  await expect(page.getByText(/Waiting for review/).first()).toBeVisible();

  const branch = `o8/add-${name}`;
  const head = await remoteHead(PLATFORM, branch);
  expect(head).toMatch(/^[0-9a-f]{40}$/);
  await page.getByText('Ask for the review of its entry').click();
  await page.goto(`/catalog/default/component/${name}`);
  await expectEntity(page, name);
  await expect(card(page, 'Sync')).toContainText('Waiting for review');

  const platform = await clone(PLATFORM);
  await git(
    platform,
    'merge',
    '--no-ff',
    '--quiet',
    '--no-edit',
    `origin/${branch}`,
  );
  await git(platform, 'push', '--quiet');
  const revision = await remoteHead(`modules/${name}`);
  await expectSynced(page, revision!);
});

test('names that are no good are refused in the form', async ({ page }) => {
  await openAsGuest(page, '/');
  for (const [name, words] of [
    ['billing', /the catalog has/i],
    ['Not A Label', /a-z, 0-9/],
    ['kube-proxy', /reserved/],
  ] as const) {
    await openForm(page);
    await fillIn(page, { name });
    await expect(page.getByText(words).first()).toBeVisible();
    await page.getByRole('button', { name: 'Check' }).click();
    await expect(page.getByText(/^'Name' /)).toBeVisible();
    await expect(
      page.getByRole('button', { name: 'Create the module' }),
    ).toBeHidden();
  }
});

/** The entity is processed some seconds after it was registered. */
async function expectEntity(page: Page, name: string): Promise<void> {
  await expect(async () => {
    await page.goto(`/catalog/default/component/${name}`);
    await expect(card(page, 'Sync')).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 60_000 });
}

/** Synced in both clusters, and the evidence names the commit. */
async function expectSynced(page: Page, revision: string): Promise<void> {
  const sync = card(page, 'Sync');
  await expect(sync).toContainText('Synced in 2 of 2', { timeout: 60_000 });
  const workload = sync.getByRole('button', { name: /^Production Europe/ });
  if ((await workload.getAttribute('aria-expanded')) !== 'true') {
    await workload.click();
  }
  await expect(sync).toContainText(revision.slice(0, 7), { timeout: 60_000 });
}
