import {
  continueExpired,
  decodeContinue,
  encodeContinue,
} from './continueToken';

describe('continue tokens', () => {
  const now = new Date('2026-06-01T00:00:00Z');
  const ttlMs = 60_000;
  const later = (ms: number) => new Date(now.getTime() + ms);

  it('carry where to go on', () => {
    const continuation = { revision: 5, afterKey: 'team-a\u0000öne' };
    const token = encodeContinue(continuation, now);
    expect(token).toMatch(/^[\w-]+$/);
    expect(decodeContinue(token, { now, ttlMs })).toEqual(continuation);
    expect(decodeContinue(token, { now: later(ttlMs), ttlMs })).toEqual(
      continuation,
    );
  });

  it('end after their time', () => {
    const token = encodeContinue({ revision: 5, afterKey: 'a' }, now);
    const options = { now: later(ttlMs + 1), ttlMs };
    expect(() => decodeContinue(token, options)).toThrow('too old');
  });

  it('that have ended say how to go on with what is there now', () => {
    const token = encodeContinue({ revision: 5, afterKey: 'a' }, now);
    const refusal = continueExpired(token, later(10 * ttlMs)).toStatus();
    expect(refusal).toMatchObject({ code: 410, reason: 'Expired' });
    const options = { now: later(11 * ttlMs), ttlMs };
    expect(decodeContinue(refusal.metadata.continue ?? '', options)).toEqual({
      afterKey: 'a',
    });
  });

  const encode = (value: unknown) =>
    Buffer.from(JSON.stringify(value)).toString('base64url');

  it.each([
    '',
    '%%%',
    encode('text'),
    encode({}),
    encode({ v: 'meta.k8s.io/v2', rv: 1, start: 'a', at: 0 }),
    encode({ v: 'meta.k8s.io/v1', rv: -2, start: 'a', at: 0 }),
    encode({ v: 'meta.k8s.io/v1', rv: 1, start: 'a', at: 0, more: 1 }),
  ])('that are made up are refused (%#)', token => {
    expect(() => decodeContinue(token, { now, ttlMs })).toThrow('not valid');
  });
});
