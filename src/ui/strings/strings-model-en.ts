/** @file The words about a model itself in English. */

import type { ModelWords } from "./strings-model.ts";

export const englishModel: ModelWords = {
  layerType: "Type",
  outputShape: "Output",
  parameterCount: "Parameters",
  multiplyAdds: "Multiply-adds",
  total: "Total",
  trainable: (trainable, fixed) => `Trainable ${trainable}, not trainable ${fixed}`,
  modelTitle: (name, parameters, multiplyAdds) =>
    `${name}: ${parameters} parameters, ${multiplyAdds} multiply-adds for a picture.`,
  modelText: "Choose a layer to open its filters and feature maps.",
  modelTable: (name) => `Layers of ${name}`,
  modelPlot: (name, layers) => `Plot of ${name}, ${layers} layers`,
  zoomIn: "Larger",
  zoomOut: "Smaller",
  zoomFit: "Fit",
  plotHint: "Drag to move, Ctrl and wheel to zoom",
  kept: (files, megabytes) => `Downloads of models kept in this browser: ${files}, together ${megabytes} MB.`,
  noneKept: "This browser keeps no downloads of models.",
  clearKept: "Delete them",
  layerIs: (name, type, shape) => `${name}, ${type}, ${shape}`,
};
