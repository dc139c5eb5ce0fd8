import type { ModuleDetail } from '@orchestr8/backstage-plugin-o8-common';
import { createDetail, modules } from '../__testUtils__/createModules';
import { PreparedDetails } from './PreparedDetails';

const [alpha, beta] = modules;
const rivals = ['component:default/beta', 'component:default/gamma'];

function toValue({ identity }: { identity: Buffer }): Partial<ModuleDetail> {
  return JSON.parse(identity.toString());
}

it('prepares what is the same once', async () => {
  const cacheAsked = jest.fn();
  const details = new PreparedDetails({ telemetry: { cacheAsked } });
  const detail = createDetail(alpha);
  const answers = await Promise.all(
    [1, 2].map(() => details.get(detail, { claimedBy: [] })),
  );
  expect(answers[0]).toBe(answers[1]);
  expect(await details.get(detail, { claimedBy: [] })).toBe(answers[0]);
  expect(cacheAsked.mock.calls).toEqual([
    ['details', false],
    ['details', false],
    ['details', true],
  ]);
});

it('shows everybody the claimants and fields that are his', async () => {
  const details = new PreparedDetails();
  const detail = createDetail(beta);
  const all = await details.get(detail, { claimedBy: rivals });
  const none = await details.get(detail, { claimedBy: [] });
  expect(toValue(all).claimedBy).toEqual(rivals);
  expect(toValue(none)).toEqual({ ...toValue(all), claimedBy: [] });
  const fields = { claimedBy: {} };
  const few = await details.get(detail, { claimedBy: [], fields });
  expect(toValue(few)).toEqual({ claimedBy: [] });
});

it('prepares another one anew, and no other module with it', async () => {
  const details = new PreparedDetails();
  const view = { claimedBy: [] };
  await details.get(createDetail(alpha), view);
  const changed = createDetail(alpha, { totalObjects: 7 });
  expect(toValue(await details.get(changed, view)).totalObjects).toBe(7);
  const other = await details.get(createDetail(beta), view);
  expect(toValue(other).title).toBe('beta');
});

it('takes so much memory and no more, in however many ways it is asked', async () => {
  const cacheAsked = jest.fn();
  const maxBytes = 100_000;
  const details = new PreparedDetails({ maxBytes, telemetry: { cacheAsked } });
  // As long as a large module: some of them fill it.
  const detail = createDetail(alpha, { title: 'x'.repeat(20_000) });
  const views = Array.from({ length: 20 }, (_, index) => ({
    claimedBy: [`component:default/rival-${index}`],
  }));
  for (const view of [...views, ...views]) {
    await details.get(detail, view);
  }
  const kept = cacheAsked.mock.calls.filter(([, isKept]) => isKept);
  expect(kept).toEqual([]);
  await details.get(detail, views[19]);
  expect(cacheAsked).toHaveBeenLastCalledWith('details', true);
});
