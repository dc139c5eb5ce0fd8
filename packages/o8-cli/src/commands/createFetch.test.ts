import { startPortal, type TestPortal } from '../__testUtils__';
import { createFetch } from './createFetch';

describe('createFetch', () => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startPortal();
  });
  afterAll(() => portal.close());

  it('reads what fits, over all answers together', async () => {
    portal.answer = () => ({ status: 201, body: 'x'.repeat(600) });
    const fetchAnswer = createFetch(1_000);
    const response = await fetchAnswer(portal.url);
    expect(response.status).toBe(201);
    expect(response.headers.get('content-type')).toBe('text/html');
    await expect(response.text()).resolves.toHaveLength(600);
    const second = await fetchAnswer(portal.url);
    await expect(second.text()).rejects.toThrow(
      'It answers more than can be read',
    );
  });

  it('does not go where it is sent', async () => {
    portal.answer = () => ({
      status: 307,
      headers: { location: `${portal.url}/other` },
      body: {},
    });
    portal.asked.length = 0;
    const { status } = await createFetch()(portal.url);
    expect(status).toBe(307);
    expect(portal.asked).toEqual(['/']);
  });

  it('passes an answer without a body on', async () => {
    portal.answer = () => ({ status: 204, body: '' });
    const response = await createFetch()(portal.url);
    expect(response.status).toBe(204);
  });
});
