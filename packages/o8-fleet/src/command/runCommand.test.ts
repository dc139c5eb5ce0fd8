import net from 'node:net';
import { createDataDir } from '../__testUtils__';
import { runCommand } from './runCommand';

function createOutput() {
  const text = { out: '', err: '' };
  return {
    text,
    out: (more: string) => {
      text.out += more;
    },
    err: (more: string) => {
      text.err += more;
    },
  };
}

describe('runCommand', () => {
  const dataDir = createDataDir();

  it('explains itself', async () => {
    const output = createOutput();
    expect(await runCommand(['--help'], output)).toBe(0);
    expect(output.text.out).toMatch(/^Usage: o8-fleet \[options\]\n/);
    expect(output.text.out).toContain('\nOptions:\n');
    expect(output.text.out).toContain('--no-life');
    expect(output.text.err).toBe('');
  });

  it('says what is wrong with the flags', async () => {
    const output = createOutput();
    expect(await runCommand(['--clusters', '0'], output)).toBe(1);
    expect(output.text).toEqual({
      out: '',
      err: 'o8-fleet: --clusters: Too small: expected number to be >=1\n',
    });
  });

  it('says that the port is taken', async () => {
    const other = net.createServer();
    await new Promise<void>(resolve => {
      other.listen(0, '127.0.0.1', resolve);
    });
    const { port } = other.address() as net.AddressInfo;
    const output = createOutput();
    const args = ['--port', `${port}`, '--data-dir', dataDir, '--modules', '1'];
    expect(await runCommand(args, output)).toBe(1);
    expect(output.text.out).toBe('');
    expect(output.text.err).toContain(`Port ${port} is taken`);
    other.close();
  });

  it('serves until a signal', async () => {
    const output = createOutput();
    const args = ['--port', '0', '--data-dir', dataDir, '--modules', '1'];
    const over = runCommand(args, output);
    while (!output.text.err.includes('listening at')) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    expect(JSON.parse(output.text.out)).toHaveProperty('tokens.reader');
    process.emit('SIGINT');
    expect(await over).toBe(0);
  });
});
