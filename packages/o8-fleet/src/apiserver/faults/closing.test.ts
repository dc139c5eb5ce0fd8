import { once } from 'node:events';
import net from 'node:net';
import { createDataDir, TestFleet } from '../../__testUtils__';
import type { Fault } from './Fault';

const CONFIG_MAPS = '/api/v1/configmaps';
// What takes longer waits for somebody: handshakes and watches wait for minutes.
const LIMIT_MS = 3_000;

const FAULTS: Fault[] = [
  { fault: 'slow', delayMs: 600_000 },
  { fault: 'down' },
  { fault: 'hang' },
  { fault: 'status', status: 410, as: 'event' },
  { fault: 'garbage' },
  { fault: 'truncated' },
  { fault: 'reset' },
  { fault: 'stall' },
  { fault: 'repeat' },
];

describe('a fleet that ends', () => {
  const dataDir = createDataDir();

  it.each(FAULTS)('waits for nobody: $fault', async fault => {
    const fleet = await TestFleet.start({ dataDir });
    const { control, port } = fleet.fleet;
    const watch = await fleet.watch(`${CONFIG_MAPS}?watch=true`);
    const silent = net.connect(port, '127.0.0.1');
    await once(silent, 'connect');
    const silentEnd = once(silent, 'close');
    control.setFault('one', fault);
    const isAnswered = (asked: Promise<unknown>) =>
      asked.then(
        () => true,
        () => false,
      );
    const late = [
      isAnswered(fleet.api(CONFIG_MAPS)),
      isAnswered(fleet.watch(`${CONFIG_MAPS}?watch=true`)),
    ];
    // So that both have arrived: the control answers behind them.
    await fleet.control('/');
    const beginMs = performance.now();
    await fleet.fleet.close();
    expect(performance.now() - beginMs).toBeLessThan(LIMIT_MS);
    await Promise.all(late);
    await silentEnd;
    await watch.waitForEnd();
    await fleet.close();
  });
});
