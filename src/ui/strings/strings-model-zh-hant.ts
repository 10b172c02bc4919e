/** @file The words about a model itself in Traditional Chinese. */

import type { ModelWords } from "./strings-model.ts";

export const traditionalChineseModel: ModelWords = {
  layerType: "類型",
  outputShape: "輸出",
  parameterCount: "參數",
  multiplyAdds: "乘加運算",
  total: "合計",
  trainable: (trainable, fixed) => `可訓練 ${trainable}，不可訓練 ${fixed}`,
  modelTitle: (name, parameters, multiplyAdds) =>
    `${name}：${parameters} 個參數，每張圖片 ${multiplyAdds} 次乘加運算。`,
  modelText: "選一層，即可開啟它的濾波器與特徵圖。",
  modelTable: (name) => `${name} 的各層`,
  modelPlot: (name, layers) => `${name} 的結構圖，共 ${layers} 層`,
  zoomIn: "放大",
  zoomOut: "縮小",
  zoomFit: "符合大小",
  plotHint: "拖曳可移動，Ctrl 加滾輪可縮放",
  kept: (files, megabytes) => `此瀏覽器保留的模型下載：${files} 個檔案，共 ${megabytes} MB。`,
  noneKept: "此瀏覽器未保留任何模型下載。",
  clearKept: "刪除",
  layerIs: (name, type, shape) => `${name}，${type}，${shape}`,
};
