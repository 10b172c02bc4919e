/** @file Defines every element whose name is still free, and gives the page the values they share. */

import * as elements from "./index.ts";
import tokens from "./tokens.css?inline";

export type { LimelightElements } from "./jsx.ts";

const names = {
  "limelight-compare": elements.LimelightCompare,
  "limelight-confusion-matrix": elements.LimelightConfusionMatrix,
  "limelight-crop": elements.LimelightCrop,
  "limelight-curves": elements.LimelightCurves,
  "limelight-drop": elements.LimelightDrop,
  "limelight-feature-maps": elements.LimelightFeatureMaps,
  "limelight-filters": elements.LimelightFilters,
  "limelight-heat-map": elements.LimelightHeatMap,
  "limelight-lime": elements.LimelightLime,
  "limelight-mean-maps": elements.LimelightMeanMaps,
  "limelight-model-graph": elements.LimelightModelGraph,
  "limelight-model-summary": elements.LimelightModelSummary,
  "limelight-prediction": elements.LimelightPrediction,
  "limelight-run-bar": elements.LimelightRunBar,
  "limelight-save": elements.LimelightSave,
  "limelight-saliency": elements.LimelightSaliency,
  "limelight-segment-editor": elements.LimelightSegmentEditor,
  "limelight-settings": elements.LimelightSettings,
  "limelight-sources": elements.LimelightSources,
  "limelight-studio": elements.LimelightStudio,
  "limelight-superpixels": elements.LimelightSuperpixels,
  "limelight-weights": elements.LimelightWeights,
};

for (const [name, element] of Object.entries(names))
  if (!customElements.get(name)) customElements.define(name, element);

if (globalThis.document) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`@layer limelight { ${tokens} }`); // in a layer, so that any rule of the page's own is stronger
  document.adoptedStyleSheets.push(sheet);
}

declare global {
  interface HTMLElementTagNameMap {
    "limelight-compare": elements.LimelightCompare;
    "limelight-confusion-matrix": elements.LimelightConfusionMatrix;
    "limelight-crop": elements.LimelightCrop;
    "limelight-curves": elements.LimelightCurves;
    "limelight-drop": elements.LimelightDrop;
    "limelight-feature-maps": elements.LimelightFeatureMaps;
    "limelight-filters": elements.LimelightFilters;
    "limelight-heat-map": elements.LimelightHeatMap;
    "limelight-lime": elements.LimelightLime;
    "limelight-mean-maps": elements.LimelightMeanMaps;
    "limelight-model-graph": elements.LimelightModelGraph;
    "limelight-model-summary": elements.LimelightModelSummary;
    "limelight-prediction": elements.LimelightPrediction;
    "limelight-run-bar": elements.LimelightRunBar;
    "limelight-save": elements.LimelightSave;
    "limelight-saliency": elements.LimelightSaliency;
    "limelight-segment-editor": elements.LimelightSegmentEditor;
    "limelight-settings": elements.LimelightSettings;
    "limelight-sources": elements.LimelightSources;
    "limelight-studio": elements.LimelightStudio;
    "limelight-superpixels": elements.LimelightSuperpixels;
    "limelight-weights": elements.LimelightWeights;
  }
}
