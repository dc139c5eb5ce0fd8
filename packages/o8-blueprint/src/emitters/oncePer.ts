/**
 * A function whose value is made once for an object and kept as long as that object lives.
 * Only for what nobody changes, such as a context: each plan has one of its own.
 */
export function oncePer<Key extends object, Value>(
  make: (key: Key) => Value,
): (key: Key) => Value {
  const made = new WeakMap<Key, { value: Value }>();
  return key => {
    const before = made.get(key);
    if (before) {
      return before.value;
    }
    const value = make(key);
    made.set(key, { value });
    return value;
  };
}
