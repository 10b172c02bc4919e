/**
 * @file The tables of the ziggurat method for normal numbers (Marsaglia and Tsang, 2000), with 256 layers and 52-bit
 * integers: NumPy's widths and heights bit for bit, and its bounds to 1 in 2⁵².
 *
 * The layers come from a recurrence, so an `exp` or `log` that is off by one unit in the last place somewhere shifts
 * all layers after it; engines differ in theirs. Both are therefore computed here to more digits and rounded once.
 */

const LAYERS = 256;
/** Where the tail begins. */
export const TAIL = 3.6541528853610088;
/** Area of each layer. */
const AREA = 0.004928673233974652;
/** NumPy's height of this layer is one unit in the last place too high, and the layers below rest on it. */
const MISROUNDED = 38;

export interface Ziggurat {
  /** Right edge of each layer, times 2⁻⁵²: what a 52-bit integer is multiplied by. */
  readonly widths: Float64Array;
  /** Integers below this one lie under the curve wherever they are in the layer. */
  readonly inside: Float64Array;
  /** exp(−x²/2) at the right edge. */
  readonly heights: Float64Array;
}

let tables: Ziggurat | undefined;

/** The tables; made at the first call, in some milliseconds. */
export const ziggurat = (): Ziggurat => (tables ??= makeZiggurat());

function makeZiggurat(): Ziggurat {
  const edges = new Float64Array(LAYERS);
  const heights = new Float64Array(LAYERS);
  const inside = new Float64Array(LAYERS);
  edges[LAYERS - 1] = TAIL;
  heights[LAYERS - 1] = exp(-0.5 * TAIL * TAIL);
  for (let i = LAYERS - 2; i > 0; i--) {
    edges[i] = Math.sqrt(-2 * log(AREA / edges[i + 1] + heights[i + 1]));
    heights[i] = exp(-0.5 * edges[i] * edges[i]);
    if (i === MISROUNDED) heights[i] += 2 ** -53;
    inside[i + 1] = Math.floor((edges[i] / edges[i + 1]) * 2 ** 52);
  }
  // Layer 0 is the tail and the rectangle beside it, as wide as a rectangle of the same area would be.
  edges[0] = AREA / heights[LAYERS - 1];
  heights[0] = 1;
  inside[0] = Math.floor((TAIL / edges[0]) * 2 ** 52);
  return { widths: edges.map((edge) => edge * 2 ** -52), inside, heights };
}

const BITS = 120n;
const ONE = 1n << BITS;
const fixed = (x: number): bigint => BigInt(x * 2 ** Number(BITS));

/** e^y, −8 < y ≤ 0, correctly rounded. */
const exp = (y: number): number => Number(fixedExp(fixed(y))) / 2 ** Number(BITS);

/** ln t, 0.001 < t < 1, correctly rounded: one step of Halley's method from the engine's own. */
function log(t: number): number {
  const guess = Math.log(t);
  const power = fixedExp(fixed(guess));
  return guess + (2 * Number(fixed(t) - power)) / Number(fixed(t) + power);
}

/** Taylor's series of y / 2⁸, squared eight times. */
function fixedExp(y: bigint): bigint {
  let sum = ONE;
  let term = ONE;
  for (let n = 1n; n <= 20n; n++) {
    term = ((term * y) >> (BITS + 8n)) / n;
    sum += term;
  }
  for (let i = 0; i < 8; i++) sum = (sum * sum) >> BITS;
  return sum;
}
