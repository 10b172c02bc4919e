/** @file The elements' classes. Importing them defines nothing: see define.ts. */

export { LimelightCompare } from "./elements/compare.ts";
export { LimelightConfusionMatrix } from "./elements/confusion-matrix.ts";
export { LimelightCurves } from "./elements/curves.ts";
export type { LimelightEvents } from "./elements/events.ts";
export { LimelightFeatureMaps } from "./elements/feature-maps.ts";
export { LimelightFilters } from "./elements/filters.ts";
export { LimelightHeatMap } from "./elements/heat-map.ts";
export { LimelightLime } from "./elements/lime.ts";
export { LimelightMeanMaps } from "./elements/mean-maps.ts";
export { LimelightModelGraph } from "./elements/model-graph.ts";
export { LimelightModelSummary } from "./elements/model-summary.ts";
export { LimelightPrediction } from "./elements/prediction.ts";
export { LimelightSaliency } from "./elements/saliency.ts";
export { LimelightSave } from "./elements/save-menu.ts";
export { LimelightSegmentEditor } from "./elements/segment-editor.ts";
export { LimelightSuperpixels } from "./elements/superpixels.ts";
export { LimelightWeights } from "./elements/weights.ts";
export { LimelightCrop } from "./studio/crop.ts";
export { LimelightDrop } from "./studio/drop.ts";
export { LimelightRunBar } from "./studio/run-bar.ts";
export { LimelightSettings } from "./studio/settings.ts";
export { LimelightSources } from "./studio/sources.ts";
export { LimelightStudio } from "./studio/studio.ts";
