import assert from 'node:assert/strict';
import net from 'node:net';
import { test } from 'node:test';
import { isFree, readPorts, requireFreePorts } from './ports.mjs';

test('ports come from options, then from the environment, then by default', () => {
  assert.deepEqual(readPorts([], {}), {
    args: [],
    env: {
      O8_APP_PORT: '3000',
      O8_BACKEND_PORT: '7007',
      O8_FLEET_PORT: '7443',
      O8_GIT_PORT: '7444',
    },
  });
  assert.deepEqual(
    readPorts(
      [
        '--app-port',
        '3001',
        'x',
        '--backend-port=7008',
        '--inspect',
        '--fleet-port=7444',
        '--git-port',
        '7445',
      ],
      { O8_APP_PORT: '9' },
    ),
    {
      args: ['x', '--inspect'],
      env: {
        O8_APP_PORT: '3001',
        O8_BACKEND_PORT: '7008',
        O8_FLEET_PORT: '7444',
        O8_GIT_PORT: '7445',
      },
    },
  );
  assert.equal(readPorts([], { O8_APP_PORT: '4000' }).env.O8_APP_PORT, '4000');
});

for (const args of [
  ['--app-port', 'http'],
  ['--app-port', '0'],
  ['--app-port', '70000'],
  ['--app-port'],
]) {
  test(`${args.join(' ')} is refused`, () => {
    assert.throws(() => readPorts(args, {}), /--app-port must be a port/);
  });
}

for (const arg of [
  '--app-port=7007',
  '--fleet-port=3000',
  '--fleet-port=7444',
  '--git-port=7443',
]) {
  test(`one port for two is refused: ${arg}`, () => {
    assert.throws(() => readPorts([arg], {}), /need different ports/);
  });
}

test('a port that is not needed may be taken', async () => {
  const server = net.createServer();
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  try {
    await requireFreePorts({ O8_FLEET_PORT: `${port}` }, []);
    await assert.rejects(
      requireFreePorts({ O8_FLEET_PORT: `${port}` }, ['O8_FLEET_PORT']),
      /which the demo fleet needs/,
    );
  } finally {
    await new Promise(resolve => server.close(resolve));
  }
});

for (const host of ['127.0.0.1', '::1', '0.0.0.0']) {
  test(`a port that is taken on ${host} is named, and how to change it`, async t => {
    const server = net.createServer();
    const isListening = await new Promise(resolve => {
      server.once('error', () => resolve(false));
      server.listen(0, host, () => resolve(true));
    });
    if (!isListening) {
      t.skip(`this machine has no ${host}`);
      return;
    }
    const { port } = server.address();
    try {
      assert.equal(await isFree(port), false);
      await assert.rejects(
        requireFreePorts({ O8_APP_PORT: `${port}`, O8_BACKEND_PORT: '7007' }, [
          'O8_APP_PORT',
          'O8_BACKEND_PORT',
        ]),
        error =>
          error.name === 'Problem' &&
          error.message.includes(`Port ${port}, which the portal needs`) &&
          error.message.includes(`--app-port ${port + 10}`),
      );
    } finally {
      await new Promise(resolve => server.close(resolve));
    }
    assert.equal(await isFree(port), true);
  });
}
