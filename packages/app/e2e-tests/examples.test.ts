import { expect, test, type Page } from '@playwright/test';
import { card } from './card';
import { read } from './fleet';
import { clone, git, pushChange, remoteHead } from './git';
import { openAsGuest } from './signIn';

const PLATFORM = 'platform/o8-apps';
const VOICEFUSE = '/catalog/default/component/voicefuse';
const LANGFUSE = '/catalog/default/component/langfuse';
const SKEW = /Versions differ within an environment: 3\.224\.0, 3\.224\.1/;

// Each test leaves the examples as it has found them, for those that come after it.
test.describe.configure({ mode: 'serial' });

test('the examples are deployed from git, with the trouble of the demo', async ({
  page,
}) => {
  test.setTimeout(120_000);
  await openAsGuest(page, VOICEFUSE);
  await expectRevision(page, 'Synced in 3 of 3', await head('voicefuse'));
  await expect(card(page, 'Compliance')).toContainText('checks pass');

  await page.goto(LANGFUSE);
  await expectRevision(page, SKEW, await head('langfuse'));
});

test('a change in an overlay arrives on its cluster alone', async ({
  page,
}) => {
  test.setTimeout(120_000);
  await openAsGuest(page, VOICEFUSE);
  const repository = await clone('modules/voicefuse');
  const patch = 'deploy/overlays/production-us-1/patch-deployment.yaml';
  const revision = await pushChange(repository, patch, text =>
    text.replace('value: us\n', 'value: us-east\n'),
  );
  await expectRevision(page, 'Synced in 3 of 3', revision);
  expect(await regionOf('us-1')).toBe('us-east');
  expect(await regionOf('eu-1')).toBe('eu');

  const reverted = await revertLast(repository);
  await expectRevision(page, 'Synced in 3 of 3', reverted);
  expect(await regionOf('us-1')).toBe('us');
});

test('the values of a chart are changed, and its release arrives', async ({
  page,
}) => {
  test.setTimeout(120_000);
  await openAsGuest(page, LANGFUSE);
  await expect(card(page, 'Sync')).toContainText(SKEW);
  const repository = await clone('modules/langfuse');
  const values = 'deploy/values/production-us-1.yaml';
  const revision = await pushChange(repository, values, text =>
    text.replace('tag: 3.224.0', 'tag: 3.224.1'),
  );
  await expectRevision(page, 'Synced in 3 of 3', revision);

  const reverted = await revertLast(repository);
  await expectRevision(page, SKEW, reverted);
});

test('a version of a chart that the demo has not is an error on the card', async ({
  page,
}) => {
  test.setTimeout(120_000);
  await openAsGuest(page, LANGFUSE);
  const platform = await clone(PLATFORM);
  const entry = 'modules/langfuse/application-us-1.yaml';
  await pushChange(platform, entry, text => {
    const changed = text.replace(
      /targetRevision: "?\d+\.\d+\.\d+"?/,
      'targetRevision: 9.9.9',
    );
    expect(changed).not.toBe(text);
    return changed;
  });
  const sync = card(page, 'Sync');
  await expect(sync).toContainText('Cannot be compared in 1 of 3', {
    timeout: 60_000,
  });
  await expect(sync).toContainText(/ComparisonError.*langfuse.*9\.9\.9/);

  await revertLast(platform);
  await expect(sync).toContainText(SKEW, { timeout: 60_000 });
});

async function head(module: string): Promise<string> {
  const commit = await remoteHead(`modules/${module}`);
  if (!commit) throw new Error(`There is no repository modules/${module}`);
  return commit;
}

async function revertLast(repository: string): Promise<string> {
  await git(repository, 'revert', '--no-edit', 'HEAD');
  await git(repository, 'push', '--quiet');
  return git(repository, 'rev-parse', 'HEAD');
}

/**
 * What the card says, and the commit in the evidence of us-1, where all changes here arrive:
 * where a commit changes nothing, Argo CD deploys nothing.
 */
async function expectRevision(
  page: Page,
  headline: string | RegExp,
  revision: string,
): Promise<void> {
  const sync = card(page, 'Sync');
  await expect(sync).toContainText(headline, { timeout: 60_000 });
  const row = sync.getByRole('button', { name: /^Production United/ }).first();
  if ((await row.getAttribute('aria-expanded')) !== 'true') {
    await row.click();
  }
  await expect(sync).toContainText(revision.slice(0, 7), { timeout: 60_000 });
}

/** What the Deployment of VoiceFuse is told of its place. */
async function regionOf(cluster: string): Promise<string | undefined> {
  const path = '/apis/apps/v1/namespaces/voicefuse/deployments/voicefuse';
  const { spec } = (await read(cluster, path)) as {
    spec: {
      template: {
        spec: { containers: { env: { name: string; value?: string }[] }[] };
      };
    };
  };
  const [{ env }] = spec.template.spec.containers;
  return env.find(({ name }) => name === 'REGION')?.value;
}
