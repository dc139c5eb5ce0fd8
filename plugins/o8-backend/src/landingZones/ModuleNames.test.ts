import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { ServiceUnavailableError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { ModuleInspection } from '@orchestr8/backstage-plugin-o8-node';
import { createEntity, createZone } from './__testUtils__';
import { ModuleNames, type ModuleNamesOptions } from './ModuleNames';

const NOTHING: ModuleInspection = { repository: 'absent', entry: 'absent' };
const owner = 'group:default/payments';
const zone = createZone();
const query = { name: 'billing', zone, owner };
const credentials = mockCredentials.user('user:default/ada');
const payments: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'payments' },
};

function createNames(
  options: Partial<ModuleNamesOptions> & { entities?: Entity[] } = {},
) {
  const { entities = [payments], ...others } = options;
  const catalog = catalogServiceMock({ entities });
  const getEntityByRef = jest.spyOn(catalog, 'getEntityByRef');
  const inspect = jest.fn<
    Promise<ModuleInspection>,
    Parameters<ModuleNamesOptions['inspect']>
  >(others.inspect ?? (async () => NOTHING));
  const logger = mockServices.logger.mock();
  const names = new ModuleNames({
    auth: mockServices.auth(),
    catalog,
    logger,
    ...others,
    inspect,
  });
  return { names, catalog, getEntityByRef, inspect, logger };
}

const turn = () => new Promise(resolve => setTimeout(resolve, 5));

describe('ModuleNames', () => {
  it('asks git and the catalog, as the plugin itself', async () => {
    const { names, inspect, getEntityByRef } = createNames();
    await expect(names.check(query, { credentials })).resolves.toEqual({
      name: 'billing',
      state: 'free',
      message: null,
      ownerMessage: null,
    });
    expect(inspect).toHaveBeenCalledWith({
      ...query,
      signal: expect.any(AbortSignal),
    });
    expect(getEntityByRef).toHaveBeenCalledWith(
      { kind: 'component', namespace: 'default', name: 'billing' },
      { credentials: mockCredentials.service('plugin:test') },
    );
  });

  it('asks nobody about what cannot be a name', async () => {
    const { names, inspect, getEntityByRef } = createNames();
    const answer = await names.check(
      { ...query, name: '../x' },
      { credentials },
    );
    expect(answer.state).toBe('invalid');
    expect(inspect).not.toHaveBeenCalled();
    expect(getEntityByRef).not.toHaveBeenCalled();
  });

  it('sees the component that has the name', async () => {
    const other = createEntity({ owner: 'group:default/others' });
    const { names } = createNames({ entities: [payments, other] });
    await expect(names.check(query, { credentials })).resolves.toMatchObject({
      state: 'taken',
    });
  });

  it('asks once per name, landing zone and owner', async () => {
    const { names, inspect } = createNames();
    await Promise.all([
      names.check(query, { credentials }),
      names.check({ ...query }, { credentials }),
    ]);
    await names.check(query, { credentials });
    expect(inspect).toHaveBeenCalledTimes(1);
    await names.check({ ...query, owner: undefined }, { credentials });
    await names.check({ ...query, zone: createZone('other') }, { credentials });
    await names.check({ ...query, name: 'shop' }, { credentials });
    expect(inspect).toHaveBeenCalledTimes(4);
  });

  it('says what was away and what to do, and asks again at the next try', async () => {
    const inspect = jest
      .fn<Promise<ModuleInspection>, []>()
      .mockRejectedValueOnce(
        new ServiceUnavailableError('git.example refuses the connection.'),
      )
      .mockResolvedValue(NOTHING);
    const { names, logger } = createNames({ inspect });
    await expect(names.check(query, { credentials })).resolves.toEqual({
      name: 'billing',
      state: 'unknown',
      message:
        'The git server could not be asked: git.example refuses the connection. Try again; if it stays so, ask the platform team of the landing zone.',
      ownerMessage: null,
    });
    expect(logger.warn).not.toHaveBeenCalled();
    await expect(names.check(query, { credentials })).resolves.toMatchObject({
      state: 'free',
    });
  });

  it('keeps what it does not understand to the log', async () => {
    const error = new TypeError('secret.token is undefined');
    const { names, catalog, logger } = createNames();
    jest.spyOn(catalog, 'getEntityByRef').mockRejectedValue(error);
    const { state, message, ownerMessage } = await names.check(query, {
      credentials,
    });
    expect(state).toBe('unknown');
    expect(message).toMatch(/^The catalog could not be asked: an unexpected/);
    expect(message).not.toContain('secret');
    expect(ownerMessage).toMatch(/^The owner could not be checked: an unexp/);
    expect(ownerMessage).not.toContain('secret');
    expect(logger.warn).toHaveBeenCalledWith(expect.any(String), error);
  });

  it('gives up in time, even on what does not heed its signal', async () => {
    const { names } = createNames({
      inspect: () => new Promise(() => {}),
      timeoutMs: 20,
    });
    const { state, message } = await names.check(query, { credentials });
    expect(state).toBe('unknown');
    expect(message).toMatch(
      /^The git server could not be asked: no answer within 0.02 s\. Try again/,
    );
  });

  it('inspects four at once, and goes on when one has ended', async () => {
    const ends: (() => void)[] = [];
    const { names, inspect } = createNames({
      inspect: () => new Promise(resolve => ends.push(() => resolve(NOTHING))),
    });
    const all = ['a', 'b', 'c', 'd', 'e', 'f'].map(name =>
      names.check({ ...query, name }, { credentials }),
    );
    await turn();
    expect(inspect).toHaveBeenCalledTimes(4);
    ends[0]();
    await turn();
    expect(inspect).toHaveBeenCalledTimes(5);
    ends[1]();
    await turn();
    ends.forEach(end => end());
    await Promise.all(all);
    expect(inspect).toHaveBeenCalledTimes(6);
  });

  it('stops asking when the caller goes away', async () => {
    const { names, inspect } = createNames({
      inspect: () => new Promise(() => {}),
    });
    const controller = new AbortController();
    const answer = names.check(query, {
      credentials,
      signal: controller.signal,
    });
    await turn();
    controller.abort();
    await expect(answer).rejects.toThrow();
    expect(inspect.mock.calls[0][0].signal.aborted).toBe(true);
  });

  it('says that the owner is not there, by what the caller may see', async () => {
    const { names, getEntityByRef } = createNames({ entities: [] });
    await expect(names.check(query, { credentials })).resolves.toEqual({
      name: 'billing',
      state: 'free',
      message: null,
      ownerMessage:
        'The catalog has no group or user "group:default/payments".',
    });
    expect(getEntityByRef).toHaveBeenCalledWith('group:default/payments', {
      credentials,
    });
  });

  it('asks about the owner for each caller, not once for all', async () => {
    const { names, catalog, inspect } = createNames();
    const bob = mockCredentials.user('user:default/bob');
    const seen = catalogServiceMock({ entities: [payments] });
    jest
      .spyOn(catalog, 'getEntityByRef')
      .mockImplementation(async (ref, options) =>
        options && 'credentials' in options && options.credentials === bob
          ? undefined
          : seen.getEntityByRef(ref, { credentials }),
      );
    const hers = await names.check(query, { credentials });
    const his = await names.check(query, { credentials: bob });
    expect(hers.ownerMessage).toBeNull();
    expect(his.ownerMessage).toMatch(/^The catalog has no group or user/);
    expect(inspect).toHaveBeenCalledTimes(1);
  });

  it('says nothing about an owner that was not chosen yet', async () => {
    const { names } = createNames({ entities: [] });
    const answer = await names.check(
      { ...query, owner: undefined },
      { credentials },
    );
    expect(answer).toMatchObject({ state: 'free', ownerMessage: null });
  });

  it('gives up in time on a catalog that does not answer', async () => {
    const { names, catalog } = createNames({ timeoutMs: 20 });
    jest
      .spyOn(catalog, 'getEntityByRef')
      .mockReturnValue(new Promise(() => {}));
    await expect(names.check(query, { credentials })).resolves.toMatchObject({
      state: 'unknown',
      ownerMessage:
        'The owner could not be checked: no answer within 0.02 s. Try again.',
    });
  });
});
