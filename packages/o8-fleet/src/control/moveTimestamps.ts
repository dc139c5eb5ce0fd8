const RFC_3339 =
  /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})$/;
const NANOS_DIGITS = 9;
const NANOS_PER_MS = 1_000_000n;
const NANOS_PER_SECOND = 1_000_000_000n;

/**
 * Moves every time in a value back: RFC 3339 strings wherever they are, and the
 * `{ seconds, nanos }` of policy results. What has none is returned as it is.
 */
export function moveTimestamps(value: unknown, byMs: number): unknown {
  if (typeof value === 'string') {
    return moveText(value, byMs);
  }
  if (Array.isArray(value)) {
    const items = value.map(item => moveTimestamps(item, byMs));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  let hasChanged = false;
  const moved: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(value)) {
    moved[key] =
      key === 'timestamp' && isProtoTimestamp(field)
        ? moveProtoTimestamp(field, byMs)
        : moveTimestamps(field, byMs);
    hasChanged ||= moved[key] !== field;
  }
  return hasChanged ? moved : value;
}

/** Keeps as many digits of a second as there were. */
function moveText(text: string, byMs: number): string {
  const match = RFC_3339.exec(text);
  if (!match) {
    return text;
  }
  const [, base, fraction = '', zone] = match;
  const baseMs = Date.parse(base + zone);
  if (Number.isNaN(baseMs)) {
    return text;
  }
  const nanos =
    BigInt(baseMs) * NANOS_PER_MS +
    BigInt(fraction.padEnd(NANOS_DIGITS, '0')) -
    BigInt(byMs) * NANOS_PER_MS;
  const { seconds, rest } = split(nanos);
  const moved = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  const digits = String(rest)
    .padStart(NANOS_DIGITS, '0')
    .slice(0, fraction.length);
  return `${moved}${digits ? `.${digits}` : ''}Z`;
}

interface ProtoTimestamp {
  seconds: number;
  nanos?: number;
}

function isProtoTimestamp(value: unknown): value is ProtoTimestamp {
  return (
    typeof value === 'object' &&
    value !== null &&
    Number.isSafeInteger(Reflect.get(value, 'seconds'))
  );
}

function moveProtoTimestamp(
  timestamp: ProtoTimestamp,
  byMs: number,
): ProtoTimestamp {
  const { seconds, rest } = split(
    BigInt(timestamp.seconds) * NANOS_PER_SECOND +
      BigInt(timestamp.nanos ?? 0) -
      BigInt(byMs) * NANOS_PER_MS,
  );
  return {
    ...timestamp,
    seconds: Number(seconds),
    ...(timestamp.nanos === undefined ? {} : { nanos: Number(rest) }),
  };
}

/** Into whole seconds and what is left, which is never negative. */
function split(nanos: bigint): { seconds: bigint; rest: bigint } {
  const rest =
    ((nanos % NANOS_PER_SECOND) + NANOS_PER_SECOND) % NANOS_PER_SECOND;
  return { seconds: (nanos - rest) / NANOS_PER_SECOND, rest };
}
