/** @file Defines every element, where its name is still free. */

import { LimelightApp, LimelightPrediction, LimelightSuperpixels, LimelightWeights } from "./index.ts";

const elements = {
  "limelight-app": LimelightApp,
  "limelight-prediction": LimelightPrediction,
  "limelight-superpixels": LimelightSuperpixels,
  "limelight-weights": LimelightWeights,
};

for (const [name, element] of Object.entries(elements))
  if (!customElements.get(name)) customElements.define(name, element);
