import express from 'express';
import type { AddressInfo } from 'node:net';
import { request } from 'undici';
import { answerError } from './answerError';
import { tooLargeResourceVersion } from './refusals';

describe('answerError', () => {
  const write = jest.spyOn(process.stderr, 'write');
  let url: string;
  let close: () => void;
  beforeAll(async () => {
    const app = express();
    app.get('/refused', () => {
      throw tooLargeResourceVersion(2, 1);
    });
    app.get('/broken', () => {
      throw new Error('a mistake');
    });
    app.get('/late', (_req, res) => {
      res.write('begun');
      throw new Error('a late mistake');
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

  it('answers a refusal, with the time to wait', async () => {
    const { statusCode, headers, body } = await request(`${url}/refused`);
    expect(statusCode).toBe(504);
    expect(headers['retry-after']).toBe('1');
    expect(await body.json()).toMatchObject({
      kind: 'Status',
      status: 'Failure',
      message: 'Too large resource version: 2, current: 1',
    });
    expect(write).not.toHaveBeenCalled();
  });

  it('answers a mistake of ours as 500, and tells where it is', async () => {
    const { statusCode, body } = await request(`${url}/broken`);
    expect(statusCode).toBe(500);
    expect(await body.json()).toMatchObject({
      reason: 'InternalError',
      message: 'Internal error occurred: a mistake',
    });
    expect(write.mock.calls.join()).toContain('answerError.test');
  });

  it('breaks an answer off that has begun', async () => {
    const answer = request(`${url}/late`).then(({ body }) => body.text());
    await expect(answer).rejects.toThrow();
    expect(write.mock.calls.join()).toContain('a late mistake');
  });
});
