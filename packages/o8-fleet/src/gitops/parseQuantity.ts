const UNITS: Record<string, number> = {
  '': 1,
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** An amount such as `250m`, `10Gi` or 2 as a number; NaN for what is none. */
export function parseQuantity(quantity: unknown): number {
  const [, digits, unit = ''] =
    /^([+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?)([A-Za-z]*)$/.exec(`${quantity}`) ?? [];
  return Number(digits ?? Number.NaN) * (UNITS[unit] ?? Number.NaN);
}
