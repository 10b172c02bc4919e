/** @file Names, counted. */

/** Each once, in the order they come, with how often where that is more than once: "Foo (3×)". */
export function tally(names: readonly string[]): string[] {
  const times = new Map<string, number>();
  for (const name of names) times.set(name, (times.get(name) ?? 0) + 1);
  return [...times].map(([name, n]) => (n > 1 ? `${name} (${n}×)` : name));
}
