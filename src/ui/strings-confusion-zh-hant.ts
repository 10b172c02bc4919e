/** @file The words of confusion matrices and data sets in Traditional Chinese. */

import type { ConfusionWords } from "./strings-confusion.ts";

export const traditionalChineseConfusion: ConfusionWords = {
  confusionEmpty: "模型把哪些類別認成哪些？",
  confusionHow: "請提供有標籤的圖片：FER-2013 表格（.csv）、每個類別一個資料夾的 zip 或資料夾，或 .npz 檔。",
  chooseData: "選擇檔案",
  chooseFolder: "選擇資料夾",
  reading: (name, samples) => `正在讀取 ${name}：目前 ${samples} 張。`,
  dataReady: (name, samples, classes) =>
    `${name}：${samples} 張圖片，${classes} 個類別。按「執行」詢問模型。`,
  skippedRows: (count) => `略過 ${count} 筆`,
  skippedAt: (place, reason) => `${place}：${reason}`,
  rightOf: (right, all) => `${all} 張中答對 ${right} 張。`,
  mostConfused: (name, as, share) => `${name} 有 ${share} 被認成 ${as}。`,
  confusionTrust: "列是真實類別，欄是模型的答案。",
  matrix: "混淆矩陣",
  cell: (count, actual, predicted) => `${count} 張 ${actual} 被認成 ${predicted}`,
  cells: "顯示",
  cellKinds: { counts: "張數", shares: "佔該列比例" },
  found: "找到",
  matrixHint: "顏色越深越多；有外框的是答對的。方向鍵可移動。",
  accuracy: "準確率",
  precision: "精確率",
  recall: "召回率",
  f1: "F1",
  support: "張數",
  macro: "各類平均",
  weighted: "加權平均",
  topOf: (k) => `前 ${k} 名之內`,
  calibrationError: "校準誤差",
  perClass: "各類別",
  readAs: (actual, predicted) => `${actual} 被認成 ${predicted}`,
  cellText: (count, of, confidence) => `${of} 張中的 ${count} 張。模型平均有 ${confidence} 的把握。`,
  openPicture: (index, confidence) => `圖片 ${index}，把握 ${confidence}：解釋它`,
  noneThere: "沒有。",
};
