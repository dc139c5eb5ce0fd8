import { InputError } from '@backstage/errors';
import express from 'express';
import type { AddressInfo } from 'node:net';
import { request } from 'undici';
import { answerError } from './answerError';

describe('answerError', () => {
  const write = jest.spyOn(process.stderr, 'write');
  let url: string;
  let close: () => void;
  beforeAll(async () => {
    const app = express();
    app.get('/foreseen', () => {
      throw new InputError('not so');
    });
    app.get('/mistake', () => {
      throw new TypeError('a mistake\nof two lines');
    });
    app.use(answerError);
    const server = app.listen(0, '127.0.0.1');
    await new Promise(resolve => server.once('listening', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    close = () => server.close().closeAllConnections();
  });
  beforeEach(() => {
    write.mockReset().mockReturnValue(true);
  });
  afterAll(() => {
    write.mockRestore();
    close();
  });

  it('answers what is foreseen, and says nothing of it', async () => {
    const { statusCode, body } = await request(`${url}/foreseen`);
    expect(statusCode).toBe(400);
    expect(await body.json()).toEqual({
      error: { name: 'InputError', message: 'not so' },
    });
    expect(write).not.toHaveBeenCalled();
  });

  it('tells of a mistake of ours in one line, with its place', async () => {
    const { statusCode, body } = await request(`${url}/mistake?a=b`);
    expect(statusCode).toBe(500);
    expect(await body.json()).toMatchObject({ error: { name: 'TypeError' } });
    expect(write).toHaveBeenCalledTimes(1);
    const [[line]] = write.mock.calls;
    expect(line).toMatch(
      /^o8-fleet: control: GET \/mistake: TypeError: a mistake of two lines at .*answerError\.test.*\n$/,
    );
  });
});
