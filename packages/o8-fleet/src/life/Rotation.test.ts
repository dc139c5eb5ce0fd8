import { Rotation } from './Rotation';

function createRotation(items: string[], periodMs = 100) {
  const visited: string[] = [];
  const collect = jest.fn(() => [...items]);
  const rotation = new Rotation({
    periodMs,
    collect,
    visit: (item: string) => visited.push(item),
  });
  return { rotation, visited, collect };
}

describe('Rotation', () => {
  it('visits each once per period, evenly spread', () => {
    const { rotation, visited } = createRotation(['a', 'b', 'c', 'd']);
    rotation.advance(1_000);
    expect(visited).toEqual([]);
    rotation.advance(1_026);
    expect(visited).toEqual(['a']);
    rotation.advance(1_080);
    expect(visited).toEqual(['a', 'b', 'c']);
    rotation.advance(1_100);
    expect(visited).toEqual(['a', 'b', 'c', 'd']);
    rotation.advance(1_200);
    expect(visited).toHaveLength(8);
  });

  it('sees what is new in the next period', () => {
    const items = ['a'];
    const { rotation, visited, collect } = createRotation(items);
    rotation.advance(0);
    items.push('b');
    rotation.advance(100);
    expect(visited).toEqual(['a']);
    rotation.advance(199);
    rotation.advance(200);
    expect(visited).toEqual(['a', 'a', 'b']);
    expect(collect).toHaveBeenCalledTimes(3);
  });

  it('makes up for nothing after a long sleep, nor when the clock goes back', () => {
    const { rotation, visited } = createRotation(['a', 'b']);
    rotation.advance(0);
    rotation.advance(1e9);
    expect(visited).toEqual([]);
    rotation.advance(1e9 + 50);
    expect(visited).toEqual(['a']);
    rotation.advance(500);
    rotation.advance(550);
    expect(visited).toEqual(['a', 'a']);
  });

  it('does with nothing to visit', () => {
    const { rotation, visited } = createRotation([]);
    rotation.advance(0);
    rotation.advance(150);
    expect(visited).toEqual([]);
  });
});
