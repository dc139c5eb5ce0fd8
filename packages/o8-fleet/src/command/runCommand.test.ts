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
    expect(output.text.out).toContain('--git-port P');
    expect(output.text.out).toContain('--landing-zone FILE');
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

  it.each(['--port', '--git-port'])('says that %s is taken', async option => {
    const other = net.createServer();
    await new Promise<void>(resolve => {
      other.listen(0, '127.0.0.1', resolve);
    });
    const { port } = other.address() as net.AddressInfo;
    const output = createOutput();
    const ports = { '--port': '0', '--git-port': '0', [option]: `${port}` };
    const args = Object.entries(ports).flat();
    args.push('--data-dir', dataDir, '--modules', '1');
    expect(await runCommand(args, output)).toBe(1);
    expect(output.text).toEqual({
      out: '',
      err: `o8-fleet: Port ${port} is taken: end what listens there, or choose another with ${option}.\n`,
    });
    other.close();
  });

  it('serves until a signal', async () => {
    const output = createOutput();
    const args = ['--port', '0', '--git-port', '0', '--data-dir', dataDir];
    const over = runCommand([...args, '--modules', '1'], output);
    while (!output.text.err.includes('listening at')) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    expect(JSON.parse(output.text.out)).toHaveProperty('tokens.reader');
    process.emit('SIGINT');
    expect(await over).toBe(0);
  });
});
