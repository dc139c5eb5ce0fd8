import { Slots } from './Slots';

const { signal } = new AbortController();

function createWork() {
  const started: string[] = [];
  const end: Record<string, (error?: Error) => void> = {};
  const work = (name: string) => () =>
    new Promise<string>((resolve, reject) => {
      started.push(name);
      end[name] = error => (error ? reject(error) : resolve(name));
    });
  return { started, end, work };
}

const turn = () => new Promise(resolve => setImmediate(resolve));

describe('Slots', () => {
  it('lets so many run, and the others in their order', async () => {
    const slots = new Slots(2);
    const { started, end, work } = createWork();
    const all = ['a', 'b', 'c', 'd'].map(name => slots.run(signal, work(name)));
    await turn();
    expect(started).toEqual(['a', 'b']);

    end.b();
    await turn();
    expect(started).toEqual(['a', 'b', 'c']);
    end.a();
    await turn();
    end.c();
    end.d();
    await expect(Promise.all(all)).resolves.toEqual(['a', 'b', 'c', 'd']);
  });

  it('gives the slot of what failed to the next', async () => {
    const slots = new Slots(1);
    const { end, work } = createWork();
    const first = slots.run(signal, work('a'));
    const second = slots.run(signal, work('b'));
    await turn();
    end.a(new Error('no'));
    await expect(first).rejects.toThrow('no');
    await turn();
    end.b();
    await expect(second).resolves.toBe('b');
  });

  it('never runs what was given up while it waited, nor loses a slot', async () => {
    const slots = new Slots(1);
    const { started, end, work } = createWork();
    const first = slots.run(signal, work('a'));
    const controller = new AbortController();
    const second = slots.run(controller.signal, work('b'));
    const third = slots.run(signal, work('c'));
    await turn();
    controller.abort(new Error('gone'));
    await expect(second).rejects.toThrow('gone');
    await expect(slots.run(controller.signal, work('d'))).rejects.toThrow();

    end.a();
    await first;
    await turn();
    end.c();
    await third;
    const last = slots.run(signal, work('e'));
    await turn();
    end.e();
    await last;
    expect(started).toEqual(['a', 'c', 'e']);
  });

  it('hands on a slot that came in the moment of giving up', async () => {
    const slots = new Slots(1);
    const { started, end, work } = createWork();
    const first = slots.run(signal, work('a'));
    const controller = new AbortController();
    const second = slots.run(controller.signal, work('b'));
    const third = slots.run(signal, work('c'));
    await turn();
    end.a();
    const reason = second.catch(error => error);
    controller.abort(new Error('gone'));
    await first;
    await expect(reason).resolves.toEqual(new Error('gone'));
    await turn();
    end.c();
    await expect(third).resolves.toBe('c');
    expect(started).toEqual(['a', 'c']);
  });
});
