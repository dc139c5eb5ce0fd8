const UNITS: Record<string, number> = {
  '': 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** An amount as Kubernetes writes it, in cores or bytes; the schema has checked it. */
export function parseQuantity(text: string): number {
  const [, digits, unit] = /^(\d+)(\D*)$/.exec(text) ?? [];
  return Number(digits) * UNITS[unit];
}
