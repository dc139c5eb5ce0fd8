import { FakeSignals } from '../__testUtils__/FakeSignals';
import { SignalFeed } from './SignalFeed';

describe('SignalFeed', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  function create() {
    const signals = new FakeSignals();
    const subscribe = jest.spyOn(signals, 'subscribe');
    return { signals, subscribe, feed: SignalFeed.of(signals) };
  }

  it('is one for each app, with one subscription for all who listen', () => {
    const { signals, subscribe, feed } = create();
    expect(SignalFeed.of(signals)).toBe(feed);
    expect(SignalFeed.of(new FakeSignals())).not.toBe(feed);

    const leave = [() => {}, () => {}].map(listener =>
      feed.subscribe(listener),
    );
    expect(subscribe).toHaveBeenCalledTimes(1);
    leave.forEach(each => each());
    expect(signals.listenerCount).toBe(0);
    feed.subscribe(() => {})();
    expect(subscribe).toHaveBeenCalledTimes(2);
    expect(signals.listenerCount).toBe(0);
  });

  it('passes keys on, after a first word that stands for all that was missed', () => {
    const { signals, feed } = create();
    const heard = jest.fn();
    feed.subscribe(heard);
    signals.send({ keys: ['a'] });
    signals.send({ keys: ['b'] });
    signals.send({ keys: null });
    expect(heard.mock.calls).toEqual([[null], [['b']], [null]]);
  });

  it('says nothing of a signal without keys, which only shows that signals arrive', () => {
    const { signals, feed } = create();
    const heard = jest.fn();
    feed.subscribe(heard);
    signals.send({ keys: [] });
    expect(heard.mock.calls).toEqual([[null]]);
    jest.advanceTimersByTime(20_000);
    signals.send({ keys: [] });
    jest.advanceTimersByTime(20_000);
    expect(heard).toHaveBeenCalledTimes(1);
    expect(feed.getPollMs()).toBe(60_000);
  });

  it('takes a silence for a connection that was lost', () => {
    const { signals, feed } = create();
    const heard = jest.fn();
    feed.subscribe(heard);
    expect(feed.getPollMs()).toBe(15_000);
    signals.send({ keys: [] });
    expect(feed.getPollMs()).toBe(60_000);

    jest.advanceTimersByTime(29_000);
    signals.send({ keys: ['a'] });
    expect(heard).toHaveBeenLastCalledWith(['a']);
    jest.advanceTimersByTime(31_000);
    expect(feed.getPollMs()).toBe(15_000);
    signals.send({ keys: ['b'] });
    expect(heard).toHaveBeenLastCalledWith(null);
    expect(feed.getPollMs()).toBe(60_000);
  });

  it('says once that anything may have changed when it hears nothing any more', () => {
    const { signals, feed } = create();
    const heard = jest.fn();
    const leave = feed.subscribe(heard);
    signals.send({ keys: [] });
    heard.mockClear();
    jest.advanceTimersByTime(29_000);
    expect(heard).not.toHaveBeenCalled();
    jest.advanceTimersByTime(6_100);
    expect(heard.mock.calls).toEqual([[null]]);
    expect(feed.getPollMs()).toBe(15_000);
    jest.advanceTimersByTime(120_000);
    expect(heard).toHaveBeenCalledTimes(1);

    signals.send({ keys: [] });
    leave();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('does not believe a clock that was put back', () => {
    const { signals, feed } = create();
    const heard = jest.fn();
    feed.subscribe(heard);
    signals.send({ keys: [] });
    jest.setSystemTime(Date.now() - 3_600_000);
    expect(feed.getPollMs()).toBe(15_000);
    signals.send({ keys: ['a'] });
    expect(heard).toHaveBeenLastCalledWith(null);
    signals.send({ keys: ['a'] });
    expect(heard).toHaveBeenLastCalledWith(['a']);
  });

  it('believes nothing of before when somebody listens again', () => {
    const { signals, feed } = create();
    const leave = feed.subscribe(() => {});
    signals.send({ keys: [] });
    leave();
    expect(feed.getPollMs()).toBe(15_000);
  });

  it('takes what it does not understand for anything', () => {
    const { signals, feed } = create();
    const heard = jest.fn();
    feed.subscribe(heard);
    signals.send({ keys: [] });
    signals.send({ names: ['voicefuse'] } as never);
    expect(heard).toHaveBeenLastCalledWith(null);
  });

  it('says nothing in an app without signals', () => {
    const feed = SignalFeed.of(undefined);
    feed.subscribe(() => {})();
    expect(feed.getPollMs()).toBe(15_000);
  });
});
