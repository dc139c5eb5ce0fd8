import { Agenda } from './Agenda';
import { Guard } from './Guard';

const lines: string[] = [];
const guard = new Guard(line => lines.push(line));

describe('Agenda', () => {
  it('runs what is due, in the order of time, once', () => {
    const agenda = new Agenda(guard);
    const ran: string[] = [];
    agenda.at(30, 'a', () => ran.push('late'));
    agenda.at(10, 'a', () => ran.push('early'));
    agenda.at(20, 'b', () => ran.push('middle'));
    agenda.advance(20);
    expect(ran).toEqual(['early', 'middle']);
    agenda.advance(20);
    expect(ran).toHaveLength(2);
    agenda.advance(1_000);
    expect(ran).toEqual(['early', 'middle', 'late']);
  });

  it('lets what runs add more', () => {
    const agenda = new Agenda(guard);
    const ran: number[] = [];
    agenda.at(1, 'a', () => {
      ran.push(1);
      agenda.at(2, 'a', () => ran.push(2));
    });
    agenda.advance(5);
    expect(ran).toEqual([1, 2]);
  });

  it('forgets what an owner had before it, and only that', () => {
    const agenda = new Agenda(guard);
    const ran: string[] = [];
    agenda.at(1, 'a', () => ran.push('a'));
    agenda.at(2, 'b', () => ran.push('b'));
    agenda.at(3, 'a', () => ran.push('a'));
    expect(agenda.has('a')).toBe(true);
    agenda.cancel('a');
    expect(agenda.has('a')).toBe(false);
    agenda.advance(10);
    expect(ran).toEqual(['b']);
  });

  it('goes on after an entry that fails', () => {
    const agenda = new Agenda(guard);
    const later = jest.fn();
    agenda.at(10, 'eu-1/identity', () => {
      throw new Error('no status');
    });
    agenda.at(20, 'b', later);
    agenda.advance(20);
    expect(later).toHaveBeenCalledTimes(1);
    expect(lines).toEqual(['eu-1/identity failed: Error: no status']);
  });
});
