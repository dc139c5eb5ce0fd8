import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listCheckFamilies } from '@orchestr8/backstage-plugin-o8-common';
import { systems } from '../systems';
import { CODE, kindsTable, systemRows, systemsTable } from './systemsPage';

/** `O8_UPDATE_DOCS=1` writes what is generated: read the difference before it is committed. */
const isUpdate = process.env.O8_UPDATE_DOCS === '1';

const ROOT = join(__dirname, '..', '..', '..', '..');
const PAGE = join(ROOT, 'docs', 'reference', 'systems.md');

/** The systems of the product, each of which has a row. */
const PROMISED = [
  ...['Argo CD', 'Namespace', 'Pod Security', 'NetworkPolicy', 'RBAC'],
  ...['Secrets', 'Istio', 'Gateway', 'NATS', 'Kafka', 'PostgreSQL', 'PITR'],
  ...['Prometheus', 'Jaeger', 'Fluentd', 'CI/CD', 'Traffic shifting'],
  ...['Velero', 'Multi-region', 'Failover', 'SOC2', 'HIPAA'],
];

describe('the reference of systems', () => {
  it.each([
    ['systems', systemsTable()],
    ['kinds', kindsTable()],
  ])('is current: %s', (name, table) => {
    const begin = `<!-- begin of the ${name}: O8_UPDATE_DOCS=1 writes them -->`;
    const end = `<!-- end of the ${name} -->`;
    const pattern = new RegExp(`${begin}[^]*?${end}`);
    const expected = `${begin}\n\n${table}\n\n${end}`;
    if (isUpdate) {
      const before = readFileSync(PAGE, 'utf8');
      writeFileSync(
        PAGE,
        before.replace(pattern, () => expected),
      );
    }
    expect(pattern.exec(readFileSync(PAGE, 'utf8'))?.[0]).toBe(expected);
  });

  it.each(PROMISED)('has a row for %s', word => {
    expect(systemRows.filter(({ title }) => title.includes(word))).not.toEqual(
      [],
    );
  });

  it('has a row for each system that there is, and each row once', () => {
    expect(systems.filter(({ rows }) => rows.length === 0)).toEqual([]);
    const titles = systemRows.map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it('names checks that there are', () => {
    const known = new Set(
      listCheckFamilies().flatMap(({ checks }) => checks.map(({ id }) => id)),
    );
    const named = systemRows.flatMap(({ checks }) => checks);
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter(id => !known.has(id))).toEqual([]);
  });

  it('leads to code that there is', () => {
    const links = [
      ...`${systemsTable()}${kindsTable()}`.matchAll(/href="([^"]+)"/g),
    ].map(([, href]) => join(PAGE, '..', href));
    expect(links.length).toBeGreaterThan(systemRows.length);
    expect(links.filter(path => !existsSync(path))).toEqual([]);
    expect(existsSync(join(ROOT, CODE))).toBe(true);
  });

  it('says of each system what is made, in sentences', () => {
    const silent = systemRows.filter(
      ({ summary }) => !/^[A-Z].*\.$/.test(summary),
    );
    expect(silent.map(({ title }) => title)).toEqual([]);
  });
});
