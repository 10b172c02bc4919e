/** @file The elements' classes. Importing them defines nothing: see define.ts. */

export { LimelightApp } from "./app.ts";
export { LimelightPrediction } from "./prediction.ts";
export { LimelightSuperpixels } from "./superpixels.ts";
export { LimelightWeights } from "./weights.ts";
