/** @file SLIC (Achanta et al., 2012) as scikit-image 0.19: skimage/segmentation/slic_superpixels.py and _slic.pyx. */

export interface SlicSettings {
  readonly segments: number;
  readonly rounds: number;
  readonly connected: boolean;
  readonly minSize: number;
  readonly maxSize: number;
  readonly startLabel: number;
}

/** Labels of `image` [height, width, channels], already scaled, in its colour space, blurred and divided by the compactness. */
export function slic(
  image: Float64Array,
  height: number,
  width: number,
  channels: number,
  settings: SlicSettings,
): Uint32Array<ArrayBuffer> {
  const [, stepY, stepX] = regularGrid([1, height, width], settings.segments);
  const ys = grid(height, stepY);
  const xs = grid(width, stepX);
  const count = ys.length * xs.length;
  const labels = cluster(
    image,
    height,
    width,
    channels,
    ys,
    xs,
    Math.max(1, roundHalfEven(stepY), roundHalfEven(stepX)),
    settings.rounds,
  );
  if (!settings.connected) return labels.map((label) => label + settings.startLabel);
  const size = (height * width) / count;
  const [least, most] = [Math.trunc(settings.minSize * size), Math.trunc(settings.maxSize * size)];
  return connect(labels, height, width, least, most, settings.startLabel);
}

/** Steps of skimage.util.regular_grid: equal along all axes, but for those too short. */
function regularGrid(shape: readonly number[], points: number): number[] {
  const total = shape.reduce((a, b) => a * b, 1);
  if (total <= points) return shape.map(() => 1);
  const order = shape.map((_, i) => i).sort((a, b) => shape[a] - shape[b]);
  const sizes = order.map((i) => shape[i]);
  const steps = sizes.map(() => (total / points) ** (1 / sizes.length));
  if (sizes.some((size, i) => size < steps[i])) {
    for (let i = 0; i < sizes.length; i++) {
      steps[i] = sizes[i];
      const rest = sizes.slice(i + 1).reduce((a, b) => a * b, 1);
      const next = (rest / points) ** (1 / (sizes.length - i - 1));
      for (let j = i + 1; j < sizes.length; j++) steps[j] = next;
      if (sizes.every((size, j) => size >= steps[j])) break;
    }
  }
  return shape.map((_, i) => steps[order.indexOf(i)]);
}

/** From half a step on, every rounded step. */
function grid(size: number, step: number): number[] {
  const stride = Math.max(1, roundHalfEven(step));
  const points: number[] = [];
  for (let p = Math.floor(step / 2); p < size; p += stride) points.push(p);
  return points;
}

function roundHalfEven(v: number): number {
  const floor = Math.floor(v);
  return v - floor === 0.5 ? floor + (floor % 2) : Math.round(v);
}

function cluster(
  image: Float64Array,
  height: number,
  width: number,
  channels: number,
  ys: readonly number[],
  xs: readonly number[],
  step: number,
  rounds: number,
): Uint32Array<ArrayBuffer> {
  const count = ys.length * xs.length;
  const cy = Float64Array.from({ length: count }, (_, k) => ys[Math.floor(k / xs.length)]);
  const cx = Float64Array.from({ length: count }, (_, k) => xs[k % xs.length]);
  const colour = new Float64Array(count * channels); // zeros, as there: the first round goes by place
  const [, gy, gx] = regularGrid([1, height, width], count).map((s) => roundHalfEven(s));
  const weight = 1 / Math.fround(step) ** 2;
  const labels = new Uint32Array(height * width);
  const distances = new Float64Array(height * width);
  for (let round = 0; round < rounds; round++) {
    distances.fill(Infinity);
    let changed = false;
    for (let k = 0; k < count; k++) {
      if (Number.isNaN(cy[k])) continue; // an empty cluster never wins again
      const top = Math.trunc(Math.max(cy[k] - 2 * gy, 0));
      const bottom = Math.trunc(Math.min(cy[k] + 2 * gy + 1, height));
      const left = Math.trunc(Math.max(cx[k] - 2 * gx, 0));
      const right = Math.trunc(Math.min(cx[k] + 2 * gx + 1, width));
      for (let y = top; y < bottom; y++) {
        const dy = (cy[k] - y) ** 2;
        for (let x = left; x < right; x++) {
          const p = y * width + x;
          let distance = (dy + (cx[k] - x) ** 2) * weight;
          let tint = 0;
          for (let c = 0; c < channels; c++)
            tint += (image[p * channels + c] - colour[k * channels + c]) ** 2;
          distance += tint;
          if (distances[p] > distance) {
            labels[p] = k;
            distances[p] = distance;
            changed = true;
          }
        }
      }
    }
    if (!changed) break;
    recentre(image, width, channels, labels, cy, cx, colour);
  }
  return labels;
}

function recentre(
  image: Float64Array,
  width: number,
  channels: number,
  labels: Uint32Array,
  cy: Float64Array,
  cx: Float64Array,
  colour: Float64Array,
): void {
  const members = new Float64Array(cy.length);
  cy.fill(0);
  cx.fill(0);
  colour.fill(0);
  for (let p = 0; p < labels.length; p++) {
    const k = labels[p];
    members[k]++;
    cy[k] += Math.floor(p / width);
    cx[k] += p % width;
    for (let c = 0; c < channels; c++) colour[k * channels + c] += image[p * channels + c];
  }
  for (let k = 0; k < cy.length; k++) {
    cy[k] /= members[k];
    cx[k] /= members[k];
    for (let c = 0; c < channels; c++) colour[k * channels + c] /= members[k];
  }
}

/** Regions of one label, grown breadth first up to `most` pixels; those under `least` go to a neighbour. */
function connect(
  labels: Uint32Array,
  height: number,
  width: number,
  least: number,
  most: number,
  startLabel: number,
): Uint32Array<ArrayBuffer> {
  const NEW = startLabel - 1; // not yet relabelled
  const connected = new Int32Array(labels.length).fill(NEW);
  const region = new Uint32Array(Math.max(most, 1));
  let next = startLabel;
  for (let start = 0; start < labels.length; start++) {
    if (connected[start] > NEW) continue;
    let adjacent = next; // without a neighbour, a label of its own
    let [size, seen] = [1, 0];
    region[0] = start;
    connected[start] = next;
    while (seen < size && size < most) {
      const p = region[seen++];
      const [y, x] = [Math.floor(p / width), p % width];
      for (const [ny, nx] of [
        [y, x + 1],
        [y, x - 1],
        [y + 1, x],
        [y - 1, x],
      ]) {
        // prettier-ignore
        if (ny < 0 || ny >= height || nx < 0 || nx >= width) continue;
        const q = ny * width + nx;
        if (labels[q] === labels[start] && connected[q] === NEW) {
          connected[q] = next;
          region[size++] = q;
          if (size >= most) break;
        } else if (connected[q] > NEW && connected[q] !== next) adjacent = connected[q];
      }
    }
    if (size < least) for (let i = 0; i < size; i++) connected[region[i]] = adjacent;
    else next++;
  }
  return Uint32Array.from(connected);
}
