/** @file The seven expressions of the drawn faces: how each moves the mouth, the brows and the eyes, and which of them tell it. */

/** In the order of FER-2013 and the report: a face's label is its index here. */
export const EXPRESSIONS = ["angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"] as const;
export type Expression = (typeof EXPRESSIONS)[number];

/** Parts of a face that have a mask. */
export const PARTS = ["mouth", "eyes", "brows", "forehead"] as const;
export type Part = (typeof PARTS)[number];

export type Range = readonly [from: number, to: number];

/** Lengths are pixels of a head of usual size; each is drawn evenly from its range. */
export interface Shape {
  /** How much higher the corners of the mouth are than its middle: a smile above 0. */
  readonly bend: Range;
  /** How much higher one corner of the mouth is than the other. Which one, is drawn. */
  readonly skew: Range;
  /** Half the height of the open mouth. */
  readonly open: Range;
  /** Half the width of the mouth. */
  readonly width: Range;
  /** How much higher than usual the brows are. */
  readonly raise: Range;
  /** How much lower the inner end of a brow is than its outer end. */
  readonly slant: Range;
  /** Half the height of an open eye. */
  readonly wide: Range;
}

/** Which part of a face a length shapes. */
export const SHAPES: Readonly<Record<keyof Shape, Part>> = {
  ...{ bend: "mouth", skew: "mouth", open: "mouth", width: "mouth" },
  ...{ raise: "brows", slant: "brows", wide: "eyes" },
};

const NEUTRAL: Shape = {
  ...{ bend: [-0.9, 0.9], skew: [0, 0.6], open: [0, 0.6], width: [5.5, 7.5] },
  ...{ raise: [-0.6, 0.6], slant: [-0.9, 0.9], wide: [1.5, 2.1] },
};

/** What differs from a neutral face. All else is as varied in each expression as in the neutral one. */
const MOVES: Readonly<Record<Expression, Partial<Shape>>> = {
  angry: { slant: [2.4, 4.2], raise: [-1.6, -0.4] },
  disgust: { skew: [2.6, 4.6], bend: [-1.6, 0] },
  fear: { slant: [-3.6, -2], raise: [0.8, 2.2], wide: [2.8, 3.6] },
  happy: { bend: [2.4, 5], open: [0, 2] },
  sad: { bend: [-4.6, -2.2], slant: [-3.2, -1.6] },
  surprise: { open: [2.8, 4.6], width: [3.2, 4.6], raise: [1.4, 3] },
  neutral: {},
};

export const shapeOf = (expression: Expression): Shape => ({ ...NEUTRAL, ...MOVES[expression] });

/**
 * The parts that tell an expression: those with a length outside of what a neutral face may have. A neutral face is told by
 * all three that can move. The forehead tells nothing: its wrinkles come with any expression.
 */
export const TOLD_BY: Readonly<Record<Expression, readonly Part[]>> = {
  angry: ["brows"],
  disgust: ["mouth"],
  fear: ["brows", "eyes"],
  happy: ["mouth"],
  sad: ["mouth", "brows"],
  surprise: ["mouth", "brows"],
  neutral: ["mouth", "brows", "eyes"],
};
