import { Rush } from './Rush';

const LONG_MS = 60_000;
const create = (onOver = () => {}) => new Rush({ maxMs: 20_000, onOver });

describe('Rush', () => {
  afterEach(() => jest.useRealTimers());

  it('is on while any list is read, and tells when the last one ends', () => {
    const onOver = jest.fn();
    const rush = create(onOver);
    expect(rush.isOn()).toBe(false);
    const [first, second] = [rush.begin(), rush.begin()];
    expect(rush.isOn()).toBe(true);
    first();
    first();
    expect(rush.isOn()).toBe(true);
    expect(onOver).not.toHaveBeenCalled();
    second();
    expect(rush.isOn()).toBe(false);
    expect(onOver).toHaveBeenCalledTimes(1);
  });

  it('lets nobody wait for ever for lists that do not end', () => {
    jest.useFakeTimers({ now: 0 });
    const rush = create();
    rush.begin();
    rush.drained();
    jest.advanceTimersByTime(LONG_MS);
    expect(rush.isOn()).toBe(false);
    // Everything that waited was judged: what comes now can wait again.
    rush.drained();
    expect(rush.isOn()).toBe(true);
    jest.advanceTimersByTime(LONG_MS);
    expect(rush.isOn()).toBe(false);
  });

  it('does not wait longer because another list begins', () => {
    jest.useFakeTimers({ now: 0 });
    const rush = create();
    rush.begin();
    jest.advanceTimersByTime(LONG_MS);
    rush.begin();
    expect(rush.isOn()).toBe(false);
  });
});
