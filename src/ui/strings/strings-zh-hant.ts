/** @file The page in Traditional Chinese, as written in Taiwan. */

import { count, list } from "../drawing/format.ts";
import type { Words } from "./strings.ts";
import { traditionalChineseConfusion } from "./strings-confusion-zh-hant.ts";
import { traditionalChineseCurves } from "./strings-curves-zh-hant.ts";
import { traditionalChineseMeans } from "./strings-means-zh-hant.ts";
import { traditionalChineseModel } from "./strings-model-zh-hant.ts";
import { traditionalChineseStudio } from "./strings-studio-zh-hant.ts";
import { traditionalChineseViews } from "./strings-views-zh-hant.ts";

export const traditionalChinese: Words = {
  ...traditionalChineseViews,
  ...traditionalChineseModel,
  ...traditionalChineseConfusion,
  ...traditionalChineseMeans,
  ...traditionalChineseCurves,
  ...traditionalChineseStudio,

  language: "語言",
  otherLanguage: "English",
  theme: "外觀",
  themes: { system: "跟隨系統", light: "淺色", dark: "深色" },

  drop: "把圖片或模型拖放到任何位置",
  dropHere: "放開即可開啟",
  formats:
    "PNG、JPEG、WebP 或 .npy 陣列；Keras .h5、ONNX，或 TensorFlow.js 的 model.json 與其權重檔。可一次放入多個檔案。",
  choose: "選擇檔案",
  orPaste: "或直接貼上",
  nothingLeaves: "資料不會離開這個頁面",
  bringTitle: "看看影像分類器在看什麼。",
  bringText: "放入一個模型和一張圖片。一切都在這台裝置上執行，不會傳送任何資料。",

  model: "模型",
  change: "更換",
  noModel: "尚無模型",
  shape: (shape, classes) => `${shape.join(" × ")} → ${count(classes)} 個類別`,
  parameters: (count) => `${count} 個參數`,
  images: "圖片",
  addImage: "加入圖片",
  samples: {
    ...{ drawnHappy: "快樂", drawnAngry: "生氣", drawnSurprise: "驚訝", drawnSad: "悲傷" },
    ...{ face: "臉部", astronaut: "太空人", cat: "貓", coffee: "咖啡" },
  },
  bundledModels: { faces: "繪製的臉", emotion: "真實的臉" },
  bundledText: {
    faces: "本專案以自己繪製的臉訓練，因此知道每一類由哪些部位決定。它沒有看過照片。",
    emotion: "適合您自己的照片：由他人以 FER-2013 訓練。它對人的情緒常常判斷錯誤。",
  },
  heldOut: "示範模型未訓練過的臉",

  starting: "正在啟動運算引擎。",
  opening: (name) => `正在開啟 ${name}。`,
  predicting: "正在詢問模型。",
  fallback: {
    wasm: "改用 WebAssembly：結果相同，速度較慢。",
    cpu: "改用 JavaScript：結果相同，速度慢許多。",
    webgpu: "由瀏覽器以軟體運算：結果相同，速度較慢。",
  },
  fallbackCauses: {
    asked: "依照指定。",
    missing: "這裡無法使用 WebGPU。",
    refused: "這裡的 WebGPU 沒有 GPU 可用。",
    software: "這裡的 WebGPU 沒有 GPU 可用。",
  },
  turnOn: "如何開啟",
  turnOnSecure: "請以 https 或 localhost 開啟頁面：在其他地方，瀏覽器不提供 WebGPU。",
  turnOnHow: [
    "請使用 Chrome 或 Edge 113、Safari 26、Firefox 141 以上的版本；並非每個系統都支援。",
    "在瀏覽器設定中開啟圖形加速，然後重新啟動瀏覽器。",
    "在 Linux 的 Chrome，請開啟 chrome://flags/#enable-unsafe-webgpu 與 #enable-vulkan；chrome://gpu 會列出被停用的項目。",
  ],
  backends: { webgpu: "WebGPU", wasm: "WebAssembly", cpu: "JavaScript" },

  prediction: "預測",
  byWeight: "超像素權重排序",
  showAll: (count) => `顯示全部 ${count} 個`,
  showFewer: "顯示較少",
  superpixelRaises: (segment, name) => `超像素 ${segment} 提高 ${name}`,
  superpixelLowers: (segment, name) => `超像素 ${segment} 降低 ${name}`,
  superpixelUnsure: (segment, name) => `超像素 ${segment} 對 ${name} 沒有確定的影響`,
  share: (percent) => `佔畫面 ${percent}`,
  raises: "提高",
  lowers: "降低",
  show: "顯示",
  signs: { both: "兩者", raises: "提高", lowers: "降低" },
  strongest: "最強的",
  atLeast: "至少",
  of: (some, all) => `${some}／共 ${all}`,
  tint: "色彩濃度",
  pictureSummary: (name, all, raising, lowering) =>
    `${all} 個超像素：${raising} 個提高 ${name}，${lowering} 個將它降低，其餘沒有確定的影響`,
  pictureOnly: "要解釋的圖片",

  raisesMost: (name, first, weight) => `超像素 ${first} 把 ${name} 提高 ${weight}`,
  raisesTogether: (name, first, second, weight) =>
    `超像素 ${first} 與 ${second} 合計把 ${name} 提高 ${weight}`,
  lowersMost: (name, first, weight) => `超像素 ${first} 把 ${name} 降低 ${weight}`,
  butLowers: (first, place, weight) => `；${place}的 ${first} 則降低 ${weight}`,
  end: "。",
  noneSure: (name) => `沒有任何超像素對 ${name} 的影響大於其誤差。`,
  soFar: (name, first, raising) => `目前為止，${first} ${raising ? "提高" : "降低"} ${name} 最多。`,
  soFarNothing: (name) => `目前還沒有確定影響 ${name} 的超像素。`,
  places: {
    "top-left": "左上方",
    top: "上方",
    "top-right": "右上方",
    left: "左側",
    middle: "中央",
    right: "右側",
    "bottom-left": "左下方",
    bottom: "下方",
    "bottom-right": "右下方",
  },
  without: (segments, name, change, before, after) =>
    `少了超像素 ${list(segments, " 與 ", "、")}，${name} ${
      { falls: `由 ${before} 降為 ${after}`, rises: `由 ${before} 升為 ${after}`, stays: `仍為 ${after}` }[
        change
      ]
    }。`,
  putBack: () => "放回去",
  toggleHint: "按一下可遮住",
  untickToHide: "取消勾選即遮住",
  trust: (sure, all) => `${all} 個超像素中，有 ${sure} 個與零相差超過兩個標準誤；其餘維持透明。`,
  trustExact: (pictures) => `已試過遮住超像素的全部 ${pictures} 種組合，因此這些權重沒有取樣誤差。`,
  settling: (done, all) =>
    `已取樣 ${done}／${all} 次。顏色會隨取樣逐漸穩定；只有超過兩個標準誤的超像素才會上色。`,
  stopped: (done, all) => `在 ${done}／${all} 次取樣後停止；到此為止的結果會保留。`,
  score: "加權 R²",
  scoreMoving: "R²，仍在變動",
  scoreOneDigit: "執行完成前只顯示一位小數。",
  scoreText: "超像素的線性總和與模型有多吻合；1 表示完全吻合。低於 0.5 時，個別權重僅供參考。",

  settings: "設定",
  close: "關閉",
  limeMethods: { lime: "LIME", "kernel-shap": "KernelSHAP" },
  shapleyValues: "夏普利值。每個超像素至少需要四次取樣，或等於所有組合的數量。",
  preset: "預設組合",
  presets: { limelight: "Limelight", python: "與 lime 套件相同" },
  explain: "要解釋的類別",
  highest: (name) => `${name}（機率最高）`,
  superpixels: "超像素分割",
  automatic: "依預設組合",
  algorithms: { slic: "SLIC", quickshift: "Quickshift", felzenszwalb: "Felzenszwalb", grid: "方格" },
  segmentation: {
    n_segments: "大約數量",
    compactness: "緊密度",
    sigma: "事先模糊",
    kernel_size: "核寬度",
    max_dist: "最長連結",
    ratio: "顏色的比重",
    scale: "尺度",
    min_size: "最少像素",
    rows: "列數",
    columns: "行數",
  },
  hidden: "遮住的部分改為",
  hiddenAs: { mean: "該區平均色", blur: "模糊", black: "黑色", white: "白色" },
  sampleCount: "取樣數",
  seed: "隨機種子",
  input: "模型得到的輸入",
  range: "黑 … 白",
  channels: "色彩通道",
  resize: "不同比例的圖片",
  resizes: { stretch: "拉伸", crop: "取中央部分", pad: "補上黑邊" },
  classNames: "類別名稱",
  classNamesHint: (count) => `共 ${count} 個名稱，每行一個`,
  run: "執行",
  runAgain: "重新執行",
  running: "執行中",
  cancel: "取消",
  editSegments: "手動修改超像素",
  editHint: "點選超像素，或在圖上圈出一個區域。方向鍵與空白鍵也能選取。",
  merge: "合併",
  resetSegments: "重設",
  explainWithThese: "用這些超像素解釋",
  chosenOf: (chosen, all, pointed) =>
    `已選 ${all} 個超像素中的 ${chosen} 個${pointed === undefined ? "" : `；目前在 ${pointed}`}`,
  save: "儲存",
  savedOptions: "執行時的選項",
  copyPicture: "複製圖片",
  copyPython: "複製 Python 程式",
  copied: "已複製。",
  copyInsecure: "非 https 的頁面不能複製",
  copyRefused: (why) => `未能複製：${why}。請改存成檔案。`,

  ready: "就緒",
  progress: (done, all) => `${done}／${all}`,
  left: (seconds) => `剩 ${seconds} 秒`,
  seedIs: (seed) => `種子 ${seed}`,

  trouble(name, code) {
    switch (code) {
      case "bad-model":
        return `無法把 ${name} 當作模型讀取`;
      case "unsupported-layer":
        return `${name} 含有 Limelight 不支援的層`;
      case "not-a-classifier":
        return `${name} 不是影像分類器`;
      case "bad-image":
        return `無法把 ${name} 當作圖片讀取`;
      case "no-gradient":
        return "這裡的分數沒有梯度";
      case "bad-option":
        return "有一項設定超出範圍";
      case "shape":
        return `${name} 的尺寸彼此不符`;
      case "out-of-memory":
        return "記憶體不足";
      case "device":
        return "引擎無法運算";
      default:
        return `${name || "這項工作"} 未能完成`;
    }
  },
  stillInUse: (name) => `目前使用的模型仍是 ${name}。`,
  chooseAnother: "選擇其他檔案",
  dismiss: "關閉訊息",
};
