/** @file The words of training curves in Traditional Chinese. */

import type { CurvesWords } from "./strings-curves.ts";

export const traditionalChineseCurves: CurvesWords = {
  curvesEmpty: "訓練過程如何？",
  curvesHow:
    "請提供訓練留下的檔案：.npy 曲線（train_loss.npy、val_loss.npy）、.npz、CSVLogger 表格，或 JSON 歷程。",
  bestAt: (metric, epoch, value) => `${metric} 在第 ${epoch} 個週期最好，為 ${value}。`,
  curvesTrust: "實線為驗證，虛線為訓練。圓圈標出最好的週期。沿圖表移動，可讀出各曲線在該週期的值。",
  curvesAs: { charts: "圖表", table: "表格" },
  curvesView: "顯示為",
  smoothing: "平滑",
  logarithmic: "對數刻度",
  epoch: "週期",
  atEpoch: (epoch, values) => `第 ${epoch} 個週期：${values}`,
  epochIs: (epoch, value) => `第 ${epoch} 個週期：${value}`,
  lowerIsBetter: "愈低愈好",
  higherIsBetter: "愈高愈好",
  splits: { training: "訓練", validation: "驗證" },
  curvesOf: (metric) => `${metric} 隨週期的變化；方向鍵可移動`,
};
