import {
  createAnswerSchema,
  historyEntrySchema,
} from '@orchestr8/backstage-plugin-o8-common';
import request from 'supertest';
import type { HistoryRow } from '../../store';
import { createApp, statuses } from '../__testUtils__/createApp';

const PATH = '/v1/modules/component/default/alpha/history';
const at = '2026-11-22T10:00:00.000Z';
const row: HistoryRow = {
  at,
  tie: 'state/7',
  facet: 'sync',
  verdict: 'bad',
  headline: { code: 'degraded', params: {} },
};

const RUNS = ['velero.backup', 'postgresBackups.backup', 'restores.restore'];

describe('GET /v1/modules/{kind}/{namespace}/{name}/history', () => {
  it('answers entries, and where the next page begins', async () => {
    const { app, history } = createApp();
    history.historyOf.mockResolvedValue({
      rows: [row],
      totalRows: 3,
      hasMore: true,
    });
    const { body } = await request(app).get(`${PATH}?limit=1`).expect(200);
    const answer = createAnswerSchema(historyEntrySchema).parse(body);
    expect(answer.totalItems).toBe(3);
    expect(answer.items).toMatchObject([{ at, type: 'state', verdict: 'bad' }]);

    await request(app).get(`${PATH}?cursor=${answer.nextCursor}`).expect(200);
    expect(history.historyOf).toHaveBeenLastCalledWith(
      'component:default/alpha',
      expect.objectContaining({ after: { at, tie: 'state/7' }, limit: 100 }),
    );
  });

  it.each([
    ['', { order: 'newest', facets: ['sync', 'compliance', 'recovery'] }],
    ['?order=oldest&facet=recovery', { order: 'oldest', recordTypes: RUNS }],
    ['?type=state&facet=sync', { facets: ['sync'], recordTypes: [] }],
    [
      '?from=2026-11-22&to=2026-11-22T10:00:00%2B01:00',
      { from: '2026-11-22T00:00:00.000Z', to: '2026-11-22T09:00:00.000Z' },
    ],
  ])('asks for what %s means', async (query, selection) => {
    const { app, history } = createApp();
    await request(app).get(`${PATH}${query}`).expect(200);
    expect(history.historyOf).toHaveBeenCalledWith(
      'component:default/alpha',
      expect.objectContaining(selection),
    );
  });

  it.each([
    ['facet=cost', '"facet": unknown "cost"'],
    ['type=drill', '"type": unknown "drill"'],
    ['from=today', '"from": expected a date'],
    ['order=-at', '"order"'],
    ['limit=501', '"limit"'],
    ['cursor=x', '"cursor" is not one of this list'],
    ['from=2026-11-22&to=2026-11-22', '"to": must be after "from"'],
    ['from=2026-11-23&to=2026-11-22', '"to": must be after "from"'],
    [
      'facet=cost&to=never',
      '"facet": unknown "cost": there are sync, compliance, recovery; "to"',
    ],
  ])('answers 400 to %s, and asks nothing', async (query, message) => {
    const { app, history } = createApp();
    const { body } = await request(app).get(`${PATH}?${query}`).expect(400);
    expect(body.error.message).toContain(message);
    expect(history.historyOf).not.toHaveBeenCalled();
  });

  it.each(['hidden', 'absent', 'a%00b'])(
    'answers 404 of "%s", and asks nothing',
    async name => {
      const { app, history } = createApp();
      const { body } = await request(app)
        .get(PATH.replace('alpha', name))
        .expect(404);
      expect(body.error.message).toBe(
        `There is no module "component:default/${decodeURIComponent(name)}"`,
      );
      expect(history.historyOf).not.toHaveBeenCalled();
    },
  );

  it('answers 404 of what has left the catalog at this moment', async () => {
    const { app, history } = createApp();
    history.historyOf.mockResolvedValue(undefined);
    const { status } = await request(app).get(PATH);
    expect(status).toBe(404);
  });

  it('says how true it is of the clusters that the module is on', async () => {
    const { app, modules } = createApp();
    const { modules: all } = await modules.current();
    const sources = async () => (await request(app).get(PATH)).body.sources;
    expect(await sources()).toEqual([]);
    const facets = { sync: null, compliance: null, recovery: null };
    const cells = [{ cluster: 'eu-1', facets }];
    modules.setModules([{ ...all.get('component:default/alpha')!, cells }]);
    expect(await sources()).toEqual(statuses);
  });
});
