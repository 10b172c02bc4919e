/** @file Makes superpixels connected, as scikit-image 0.19 does after SLIC (skimage/segmentation/_slic.pyx). */

/**
 * New labels from `startLabel` on: connected pieces of one label, of rows of `width` pixels, found in raster order, are grown
 * breadth first up to `most` pixels. A piece of fewer than `least` goes to the new label met last at its border; one
 * without such a neighbour shares its label with the piece that is found next.
 */
export function connectLabels(
  labels: Uint32Array,
  width: number,
  least: number,
  most: number,
  startLabel: number,
): Uint32Array<ArrayBuffer> {
  const NONE = 0xffffffff;
  const connected = new Uint32Array(labels.length).fill(NONE);
  const piece = new Uint32Array(Math.max(1, Math.min(most, labels.length)));
  let current = startLabel;
  let size = 0;
  let neighbour = NONE;

  /** Whether the piece may still grow. */
  const meet = (p: number, label: number): boolean => {
    if (labels[p] === label && connected[p] === NONE) {
      connected[p] = current;
      piece[size++] = p;
      return size < most;
    }
    if (connected[p] !== NONE && connected[p] !== current) neighbour = connected[p];
    return true;
  };

  for (let start = 0; start < labels.length; start++) {
    if (connected[start] !== NONE) continue;
    const label = labels[start];
    connected[start] = current;
    piece[0] = start;
    size = 1;
    neighbour = current;
    for (let seen = 0; seen < size && size < most; seen++) {
      const p = piece[seen];
      const x = p % width;
      if (x + 1 < width && !meet(p + 1, label)) break;
      if (x > 0 && !meet(p - 1, label)) break;
      if (p + width < labels.length && !meet(p + width, label)) break;
      if (p >= width && !meet(p - width, label)) break;
    }
    if (size < least) for (let i = 0; i < size; i++) connected[piece[i]] = neighbour;
    else current++;
  }
  return connected;
}
