/** @file The words about a model itself: its table and its plot. */

export interface ModelWords {
  readonly layerType: string;
  readonly outputShape: string;
  readonly parameterCount: string;
  readonly multiplyAdds: string;
  readonly total: string;
  readonly trainable: (trainable: string, fixed: string) => string;
  readonly modelTitle: (name: string, parameters: string, multiplyAdds: string) => string;
  readonly modelText: string;
  readonly modelTable: (name: string) => string;
  readonly modelPlot: (name: string, layers: string) => string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly zoomFit: string;
  readonly plotHint: string;
  /** Of downloads of models, in this browser. */
  readonly kept: (files: string, megabytes: string) => string;
  readonly noneKept: string;
  readonly clearKept: string;
  readonly layerIs: (name: string, type: string, shape: string) => string;
}
