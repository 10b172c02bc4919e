/** @file Draws a face of an expression: 48x48 gray pixels, and where its parts are. */

import { type Chance, chance } from "./chance.ts";
import { type Expression, PARTS, type Part, TOLD_BY } from "./expressions.ts";
import { type Distance, head } from "./head.ts";

export const SIDE = 48;
const PIXELS = SIDE * SIDE;

/** Pixels around a part that its mask has, too: how far blur and smooth edges carry it. */
const MARGIN = 1.5;

/** Most of what tells an expression that something in front may hide. */
const MOST_HIDDEN = 0.25;

export interface Face {
  readonly expression: Expression;
  /** [48, 48] row by row, 0 black … 255 white. */
  readonly pixels: Uint8Array<ArrayBuffer>;
  /** For each part, [48, 48]: 1 where it can be seen. */
  readonly masks: Readonly<Record<Part, Uint8Array<ArrayBuffer>>>;
  /** [48, 48]: 1 on the head, hair included, where it can be seen. */
  readonly head: Uint8Array<ArrayBuffer>;
}

/** The face of this expression and seed, a whole number from 0: always the same one. */
export function drawFace(expression: Expression, seed: number): Face {
  const random = chance(seed);
  const { within } = random;
  const yaw = within([-2.5, 2.5]);
  const place = posed(random);
  const parts = head(random, expression, yaw);
  const onHead: Distance = (u, v) => Math.min(parts.head(u, v), parts.hair(u, v));
  const whole = maskOf((x, y) => place.see(onHead, x, y) <= 0);
  const masks = Object.fromEntries(
    PARTS.map((part) => {
      const reaches = (x: number, y: number) => place.see(parts.parts[part], x, y) <= MARGIN;
      return [part, maskOf((x, y) => whole[y * SIDE + x] === 1 && reaches(x, y))];
    }),
  );

  const skin = within([110, 220]);
  const dark = skin * within([0.15, 0.45]);
  const shades: readonly [Distance, number][] = [
    [parts.head, skin],
    [parts.hair, within([15, 130])],
    [parts.wrinkles, skin * within([0.6, 0.85])],
    [parts.nose, skin * within([0.65, 0.85])],
    [parts.eyes, Math.min(250, skin * within([1.15, 1.4]))],
    [parts.irises, dark * 0.7],
    [parts.lids, dark],
    [parts.brows, dark],
    [parts.lips, dark],
    [parts.opening, within([10, 50])],
    [parts.glasses, within([20, 60])],
  ];
  const light = [within([-0.25, 0.25]), within([-0.2, 0.2])];
  const texture = random.hills(SIDE, within([4, 12]));
  const rough = within([3, 14]);
  const behind = backdrop(random);
  const image = Float64Array.from({ length: PIXELS }, (_, i) => {
    const [x, y] = [i % SIDE, Math.floor(i / SIDE)];
    const [u, v] = place.at(x, y);
    let shade = behind(x, y);
    for (const [distance, of] of shades) {
      const cover = Math.max(0, Math.min(1, 0.5 - place.scale * distance(u, v)));
      const lit = of * (1 + (light[0] * u + light[1] * v) / 18) + rough * texture(x, y);
      shade += cover * (lit - shade);
    }
    return shade;
  });

  if (random.happens(0.3))
    hideSome(
      random,
      image,
      TOLD_BY[expression].map((part) => masks[part]),
      [...Object.values(masks), whole],
    );
  const pixels = photographed(random, image);
  return { expression, pixels, masks: masks as Face["masks"], head: whole };
}

/** Where in the head's own frame a pixel lies: turned, moved and smaller or larger. */
function posed({ within }: Chance) {
  const tilt = within([-0.2, 0.2]);
  const scale = within([0.88, 1.08]);
  const [middleX, middleY] = [within([21.5, 25.5]), within([22.5, 25.5])];
  const [cos, sin] = [Math.cos(tilt), Math.sin(tilt)];
  const at = (x: number, y: number) => {
    const [dx, dy] = [x - middleX, y - middleY];
    return [(cos * dx + sin * dy) / scale, (cos * dy - sin * dx) / scale] as const;
  };
  return { scale, at, see: (part: Distance, x: number, y: number) => scale * part(...at(x, y)) };
}

/** What is behind a head: a slope from one shade to another, with hills. */
function backdrop(random: Chance): (x: number, y: number) => number {
  const [shade, across, down] = [
    random.within([20, 235]),
    random.within([-60, 60]),
    random.within([-60, 60]),
  ];
  const hills = random.hills(SIDE, random.within([3, 16]));
  const height = random.within([0, 40]);
  return (x, y) => shade + across * (x / SIDE - 0.5) + down * (y / SIDE - 0.5) + height * hills(x, y);
}

/** Puts something round in front of the face, and takes it out of the masks; never over much of what tells the expression. */
function hideSome(
  random: Chance,
  image: Float64Array,
  telling: readonly Uint8Array[],
  masks: readonly Uint8Array[],
): void {
  const shade = random.within([20, 235]);
  const texture = random.hills(SIDE, 4);
  const tells = (i: number) => telling.some((mask) => mask[i] === 1);
  const all = image.reduce((sum, _, i) => sum + Number(tells(i)), 0);
  for (let tries = 0; tries < 10; tries++) {
    const [x0, y0, radius] = [random.within([0, SIDE]), random.within([0, SIDE]), random.within([3, 9])];
    const covered = maskOf((x, y) => Math.hypot(x - x0, y - y0) <= radius);
    const hidden = covered.reduce((sum, is, i) => sum + Number(is === 1 && tells(i)), 0);
    if (hidden > MOST_HIDDEN * all) continue;
    for (let i = 0; i < PIXELS; i++) {
      if (!covered[i]) continue;
      image[i] = shade + 15 * texture(i % SIDE, Math.floor(i / SIDE));
      for (const mask of masks) mask[i] = 0;
    }
    return;
  }
}

/** Contrast, blur and noise of a camera; whole numbers 0…255. */
function photographed(random: Chance, image: Float64Array): Uint8Array<ArrayBuffer> {
  const [contrast, brightness] = [random.within([0.75, 1.1]), random.within([-20, 20])];
  const [beside, noise] = [random.within([0, 0.2]), random.within([1, 9])];
  const at = (x: number, y: number) =>
    image[Math.max(0, Math.min(SIDE - 1, y)) * SIDE + Math.max(0, Math.min(SIDE - 1, x))];
  return Uint8Array.from(image, (shade, i) => {
    const [x, y] = [i % SIDE, Math.floor(i / SIDE)];
    const around = (at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1)) / 4;
    const value =
      (shade + beside * (around - shade) - 128) * contrast + 128 + brightness + noise * random.normal();
    return Math.max(0, Math.min(255, Math.round(value)));
  });
}

const maskOf = (has: (x: number, y: number) => boolean): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length: PIXELS }, (_, i) => Number(has(i % SIDE, Math.floor(i / SIDE))));
