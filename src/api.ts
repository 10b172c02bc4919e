/** @file The public API, but for `createEngine`, which differs between a browser and Node. */

export type * from "./data/average-options.ts";
export { confusionCsv, confusionSvg, metricsCsv, reliabilitySvg } from "./data/confusion-files.ts";
export type * from "./data/confusion-options.ts";
export type { DataSet, Selection, Skipped, SkippedRow, Throughput } from "./data/data-set.ts";
export type * from "./data/explain-all-options.ts";
export { EngineError, type ErrorCode } from "./errors.ts";
export type * from "./explainers/activations-options.ts";
export type * from "./explainers/ascent-options.ts";
export { type ImageAndMask, type ImageAndMaskOptions, imageAndMask } from "./explainers/image-and-mask.ts";
export type { InputArray } from "./explainers/input-array.ts";
export type * from "./explainers/lime-options.ts";
export type * from "./explainers/saliency-options.ts";
export { SALIENCY_METHODS } from "./explainers/saliency-options.ts";
export type * from "./explainers/segmentation/segmentation.ts";
export { type CurvesSvgOptions, curvesCsv, curvesSvg } from "./histories/curves-files.ts";
export {
  type BestEpoch,
  bestEpoch,
  type Curve,
  type Histories,
  smoothCurve,
  type TrainingRun,
} from "./histories/history.ts";
export { readHistories } from "./histories/read-histories.ts";
export type { Picture } from "./images/picture.ts";
export type { GraphLayout, PlacedEdge, PlacedNode } from "./models/graph-layout.ts";
export type { Layer, ModelOptions, NamedBytes, Preprocessing } from "./models/model.ts";
export {
  type ModelGraph,
  type ModelGraphEdge,
  type ModelGraphNode,
  modelGraph,
} from "./models/model-graph.ts";
export { VERSION } from "./version.ts";
export type {
  CacheUse,
  DataSource,
  Engine,
  EngineOptions,
  EngineStatus,
  ImageSource,
  ModelInfo,
  ModelSource,
  OpenOptions,
  OpenProgress,
  Prediction,
  PredictOptions,
} from "./workers/protocol.ts";
