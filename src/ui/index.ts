/** @file The elements' classes. Importing them defines nothing: see define.ts. */

export { LimelightCompare } from "./compare.ts";
export { LimelightConfusionMatrix } from "./confusion-matrix.ts";
export { LimelightCurves } from "./curves.ts";
export { LimelightDrop } from "./drop.ts";
export type { LimelightEvents } from "./events.ts";
export { LimelightFeatureMaps } from "./feature-maps.ts";
export { LimelightFilters } from "./filters.ts";
export { LimelightHeatMap } from "./heat-map.ts";
export { LimelightLime } from "./lime.ts";
export { LimelightMeanMaps } from "./mean-maps.ts";
export { LimelightModelGraph } from "./model-graph.ts";
export { LimelightModelSummary } from "./model-summary.ts";
export { LimelightPrediction } from "./prediction.ts";
export { LimelightRunBar } from "./run-bar.ts";
export { LimelightSaliency } from "./saliency.ts";
export { LimelightSave } from "./save-menu.ts";
export { LimelightSegmentEditor } from "./segment-editor.ts";
export { LimelightSettings } from "./settings.ts";
export { LimelightSources } from "./sources.ts";
export { LimelightStudio } from "./studio.ts";
export { LimelightSuperpixels } from "./superpixels.ts";
export { LimelightWeights } from "./weights.ts";
