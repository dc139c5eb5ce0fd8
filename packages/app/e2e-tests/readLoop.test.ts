import { expect, test, type Page } from '@playwright/test';
import { card } from './card';
import { failCluster, mendCluster, trigger } from './fleet';
import { openAsGuest } from './signIn';

const VOICEFUSE = '/catalog/default/component/voicefuse';

// A module that is well, and to which nothing happens by itself.
test.beforeAll(async () => {
  await mendCluster('us-1');
  await mendCluster('eu-1');
  await trigger('voicefuse', 'heal');
});

test.afterEach(async () => {
  await mendCluster('us-1');
  await trigger('voicefuse', 'heal');
});

test('a module degrades and heals before one’s eyes', async ({ page }) => {
  await openModule(page);
  const sync = card(page, 'Sync');
  await expect(sync).toContainText('Synced in 3 of 3');
  await mark(page);

  await trigger('voicefuse', 'degrade@us-1');
  await expect(sync).toContainText('Degraded in 1 of 3');
  const row = sync.getByRole('listitem').first();
  await expect(row).toContainText('us-1');
  await expect(row).toContainText('progress deadline');

  await trigger('voicefuse', 'heal@us-1');
  await expect(sync).toContainText('Synced in 3 of 3');
  await expectNoReload(page);
});

for (const [name, fault, words] of [
  ['is down', { fault: 'down' }, /us-1\).*cannot be reached/],
  ['hangs', { fault: 'hang' }, /us-1\).*does not answer/],
  [
    'answers 401',
    { fault: 'status', status: 401 },
    /us-1\).*not accept our token/,
  ],
  [
    'answers 403',
    { fault: 'status', status: 403 },
    /us-1\).*does not allow it/,
  ],
] as const) {
  test(`a cluster that ${name}: what is known stays, nothing of it is green, and it comes back`, async ({
    page,
  }) => {
    await openModule(page);
    const [sync, compliance, recovery] = [
      card(page, 'Sync'),
      card(page, 'Compliance'),
      card(page, 'Recovery'),
    ];
    await expect(sync).toContainText('Synced in 3 of 3');
    await expect(compliance).toContainText(/(\d+) of \1 checks pass/);
    await expect(recovery).toContainText('Recovers to');
    await mark(page);

    await failCluster('us-1', fault);
    await expect(compliance).toContainText('could not be answered');
    await expect(compliance).toContainText(words);
    // Each check is asked of us-1 too, so that none of them is proven.
    await expect(compliance.getByText('●', { exact: true })).toHaveCount(0);
    await expect(recovery).toContainText('It is not known');
    await expect(recovery).toContainText(words);
    const unknown = recovery.getByRole('listitem').filter({ hasText: 'us-1' });
    await expect(unknown.first()).toContainText('as of');
    // Those of the two clusters that answer, and neither us-1 nor the sentence.
    await expect(recovery.getByText('●', { exact: true })).toHaveCount(2);
    // Argo CD in the hub still says what runs there, and the hub answers.
    await expect(sync).toContainText('Synced in 3 of 3');

    await mendCluster('us-1');
    await expect(compliance).toContainText(/(\d+) of \1 checks pass/);
    await expect(recovery).toContainText('Recovers to');
    await expectNoReload(page);
  });
}

test('a kind that a cluster refuses concerns what rests on it, and nothing else', async ({
  page,
}) => {
  await openModule(page);
  await expect(card(page, 'Recovery')).toContainText('Recovers to');
  await failCluster('us-1', {
    fault: 'status',
    status: 403,
    resource: { group: 'velero.io', plural: 'backups' },
  });
  await expect(card(page, 'Recovery')).toContainText('It is not known');
  await expect(card(page, 'Recovery')).toContainText(
    /velero not readable since .*: the cluster does not allow it/,
  );
  await expect(card(page, 'Compliance')).toContainText(
    /(\d+) of \1 checks pass/,
  );

  await mendCluster('us-1');
  await expect(card(page, 'Recovery')).toContainText('Recovers to');
});

test('without the cluster of Argo CD nothing is known to be in sync', async ({
  page,
}) => {
  await openModule(page);
  const sync = card(page, 'Sync');
  await expect(sync).toContainText('Synced in 3 of 3');
  try {
    await failCluster('hub', { fault: 'hang' });
    await expect(sync).toContainText(/Unknown in \d of 3/);
    await expect(sync).toContainText(/hub\).*does not answer/);
  } finally {
    await mendCluster('hub');
  }
  await expect(sync).toContainText('Synced in 3 of 3');
});

test('backups and policies that fail are told with their cause', async ({
  page,
}) => {
  await openAsGuest(page, '/catalog/default/component/transcripts');
  await expect(card(page, 'Recovery')).toContainText('RPO breached');
  await expect(card(page, 'Compliance')).toContainText(
    'Only "baseline" is enforced',
  );
});

test('the list of modules follows the fleet, and the address keeps its filters', async ({
  page,
}) => {
  await openAsGuest(page, '/o8?recovery=bad');
  await expect(page.getByRole('link', { name: 'Transcripts' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'VoiceFuse' })).toHaveCount(0);

  await page.goto('/o8?name=voice');
  const row = page.getByRole('row').filter({ hasText: 'VoiceFuse' });
  await expect(row).toContainText('Synced');
  await mark(page);
  // In staging: where it comes from git, Argo CD puts it right within seconds.
  await trigger('voicefuse', 'drift@stage-1');
  await expect(row).toContainText('OutOfSync');
  await trigger('voicefuse', 'heal');
  await expect(row).toContainText('Synced');
  await expectNoReload(page);

  await page.reload();
  await expect(page.getByRole('searchbox').first()).toHaveValue('voice');
  await row.getByRole('link', { name: 'VoiceFuse' }).click();
  await expect(page).toHaveURL(/\/catalog\/default\/component\/voicefuse/);
});

test('the Kubernetes tab shows the pods of the same clusters', async ({
  page,
}) => {
  await openAsGuest(page, `${VOICEFUSE}/kubernetes`);
  const cluster = page.getByText('Production United States (us-1)').first();
  await expect(cluster).toBeVisible();
  await expect(page.getByText('3 pods').first()).toBeVisible();
  await expect(page.getByText('There was a problem')).toHaveCount(0);
});

async function openModule(page: Page): Promise<void> {
  await openAsGuest(page, VOICEFUSE);
}

/** Puts something into the page that a reload would take away. */
async function mark(page: Page): Promise<void> {
  await page.evaluate(() => document.body.setAttribute('data-marked', 'yes'));
}

async function expectNoReload(page: Page): Promise<void> {
  await expect(page.locator('body[data-marked="yes"]')).toHaveCount(1);
}
