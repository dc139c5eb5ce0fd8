import { MODULES_CHANNEL } from '@orchestr8/backstage-plugin-o8-common';
import { ModuleSignals } from './ModuleSignals';

function create(secret = 'secret') {
  const publish = jest.fn(async () => {});
  return {
    publish,
    signals: new ModuleSignals({ signals: { publish }, secret }),
  };
}

describe('ModuleSignals', () => {
  it('calls an entity by a key that does not say its name', () => {
    const { signals } = create();
    const key = signals.keyOf('component:default/billing');

    expect(key).toMatch(/^[\w-]{22}$/);
    expect(signals.keyOf('component:default/billing')).toBe(key);
    expect(signals.keyOf('component:default/web')).not.toBe(key);
    expect(create('other').signals.keyOf('component:default/billing')).not.toBe(
      key,
    );
  });

  it('tells everybody the keys, each once and in an order of their own', async () => {
    const { signals, publish } = create();
    await signals.publish(['c:d/b', 'c:d/a', 'c:d/b']);

    expect(publish).toHaveBeenCalledTimes(1);
    expect(publish).toHaveBeenCalledWith({
      recipients: { type: 'broadcast' },
      channel: MODULES_CHANNEL,
      message: {
        keys: [signals.keyOf('c:d/a'), signals.keyOf('c:d/b')].sort(),
      },
    });
  });

  it.each([
    [100, 100],
    [101, null],
  ])('of %i changes at once tells %p keys', async (count, expected) => {
    const { signals, publish } = create();
    await signals.publish(
      Array.from({ length: count }, (_, index) => `c:d/${index}`),
    );

    const [[{ message }]] = publish.mock.calls as unknown as [
      [{ message: { keys: string[] | null } }],
    ];
    expect(message.keys?.length ?? null).toBe(expected);
  });
});
