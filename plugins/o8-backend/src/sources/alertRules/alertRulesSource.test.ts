import { readExample } from '../__testUtils__';

const KIND = 'monitoring.coreos.com/PrometheusRule';

it('says of what somebody is told', () => {
  expect(readExample(KIND).value).toEqual({
    groups: 1,
    alerts: [{ name: 'ErrorBudgetBurns', severity: 'critical' }],
    alertCount: 1,
    recordings: 1,
  });
});

it('counts all alerts, and keeps the first', () => {
  const rules = Array.from({ length: 50 }, (_, index) => ({
    alert: `Alert${index}`,
  }));
  const spec = { groups: [{ rules }, { rules: 'x' }, { rules }] };
  const { value } = readExample(KIND, { spec });

  expect(value).toMatchObject({ groups: 3, alertCount: 100, recordings: 0 });
  expect(value.alerts).toHaveLength(20);
  expect((value.alerts as object[])[0]).toEqual({
    name: 'Alert0',
    severity: null,
  });
});
