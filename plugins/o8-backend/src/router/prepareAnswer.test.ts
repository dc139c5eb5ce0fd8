import { randomBytes } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { prepareAnswer } from './prepareAnswer';

it('tags the same text in the same way, and another one in another', async () => {
  const [one, same, other] = await Promise.all(
    ['{"a":"ä"}', Buffer.from('{"a":"ä"}'), '{"a":"b"}'].map(prepareAnswer),
  );
  expect(one).toEqual(same);
  expect(one.etag).toMatch(/^"[\w-]{22}"$/);
  expect(other.etag).not.toBe(one.etag);
});

it('compresses what is long', async () => {
  const json = JSON.stringify('ä'.repeat(600));
  const { identity, gzip } = await prepareAnswer(json);
  expect(identity.toString('utf8')).toBe(json);
  expect(gzip!.length).toBeLessThan(100);
  expect(gunzipSync(gzip!).toString('utf8')).toBe(json);
});

it('does not compress where that saves nothing', async () => {
  await expect(prepareAnswer('x'.repeat(1023))).resolves.not.toHaveProperty(
    'gzip',
  );
  await expect(prepareAnswer(randomBytes(4096))).resolves.not.toHaveProperty(
    'gzip',
  );
});
