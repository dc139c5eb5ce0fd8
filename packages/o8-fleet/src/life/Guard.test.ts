import { Guard } from './Guard';

function createGuard() {
  const lines: string[] = [];
  const guard = new Guard(line => lines.push(line));
  const fail = (message: string) => () => {
    throw new TypeError(message);
  };
  return { guard, lines, fail };
}

describe('Guard', () => {
  it('runs what works, and says nothing', () => {
    const { guard, lines } = createGuard();
    const step = jest.fn();
    guard.run('a step', step);
    expect(step).toHaveBeenCalledTimes(1);
    expect(lines).toEqual([]);
  });

  it('says in one line what failed, and goes on', () => {
    const { guard, lines, fail } = createGuard();
    guard.run('a step', fail('of two\n  lines'));
    expect(lines).toEqual(['a step failed: TypeError: of two lines']);
  });

  it('says the same once, until it works or fails otherwise', () => {
    const { guard, lines, fail } = createGuard();
    for (let i = 0; i < 3; i += 1) guard.run('a step', fail('x'));
    expect(lines).toHaveLength(1);
    guard.run('another step', fail('x'));
    guard.run('a step', fail('y'));
    expect(lines).toHaveLength(3);
    guard.run('a step', () => {});
    guard.run('a step', fail('y'));
    expect(lines).toHaveLength(4);
  });

  it('remembers a bounded number of failures', () => {
    const { guard, lines, fail } = createGuard();
    for (let i = 0; i < 1_001; i += 1) guard.run(`step ${i}`, fail('x'));
    guard.run('step 0', fail('x'));
    expect(lines).toHaveLength(1_001);
    guard.run('step 1000', fail('x'));
    expect(lines).toHaveLength(1_002);
  });
});
