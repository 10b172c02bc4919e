/** @file From a forest over the pixels to labels. */

/**
 * `parents[p]` is another pixel of the same tree, or p itself at its root. Every pixel gets the rank of its root among
 * all roots in raster order: labels 0…n−1.
 */
export function rankRoots(parents: Uint32Array): Uint32Array<ArrayBuffer> {
  const roots = Uint32Array.from(parents);
  for (let moved = true; moved; ) {
    moved = false;
    for (let p = 0; p < roots.length; p++) {
      const next = roots[roots[p]];
      if (next === roots[p]) continue;
      roots[p] = next;
      moved = true;
    }
  }
  const ranks = new Uint32Array(roots.length);
  let count = 0;
  for (let p = 0; p < roots.length; p++) if (roots[p] === p) ranks[p] = count++;
  return roots.map((root) => ranks[root]);
}
