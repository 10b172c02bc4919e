/** @file The networks that are measured: shapes people use, with random weights. Batch norms are folded where they can be. */

import { type Net, NetBuilder } from "./net.ts";

/** The CNN of the report: 48x48 gray faces, seven classes, batch norm behind each ReLU. 134 million multiply-adds. */
function reportCnn(): Net {
  const b = new NetBuilder("report-cnn", [48, 48, 1]);
  let x = "image";
  for (const [i, filters] of [64, 128, 256, 512].entries())
    x = b.maxPool(b.norm(b.conv(x, filters, { size: i === 0 ? 5 : 3, activation: "relu" })));
  x = b.norm(b.dense(x, 512, "relu"));
  x = b.norm(b.dense(x, 512, "relu"));
  b.dense(x, 7, "softmax");
  return b.build();
}

/** mini-XCEPTION (Arriaga et al., 2017, https://arxiv.org/abs/1710.07557): depthwise, 1x1 and residual sums. */
function miniXception(): Net {
  const b = new NetBuilder("mini-xception", [64, 64, 1]);
  let x = b.conv("image", 8, { padding: "valid", activation: "relu" });
  x = b.conv(x, 8, { padding: "valid", activation: "relu" });
  for (const filters of [16, 32, 64, 128]) {
    const beside = b.conv(x, filters, { size: 1, stride: 2, gain: 0.7 });
    x = b.conv(b.depthwise(x), filters, { size: 1, activation: "relu" });
    x = b.conv(b.depthwise(x), filters, { size: 1, gain: 0.7 });
    x = b.sum(b.maxPool(x, 3, 2, "same"), beside);
  }
  b.dense(b.globalMean(x), 7, "softmax");
  return b.build();
}

/** MobileNetV2 (Sandler et al., 2018, https://arxiv.org/abs/1801.04381). `width` scales the channels. */
function mobileNetV2(side = 224, width = 1): Net {
  const b = new NetBuilder("mobilenet-v2", [side, side, 3]);
  const wide = (channels: number) => Math.max(8, Math.round((channels * width) / 8) * 8);
  let x = b.conv("image", wide(32), { stride: 2, activation: "relu6" });
  const blocks = [
    [1, 16, 1, 1],
    [6, 24, 2, 2],
    [6, 32, 3, 2],
    [6, 64, 4, 2],
    [6, 96, 3, 1],
    [6, 160, 3, 2],
    [6, 320, 1, 1],
  ]; // prettier-ignore
  for (const [expand, channels, repeats, first] of blocks)
    for (let i = 0; i < repeats; i++) {
      const stride = i === 0 ? first : 1;
      const start = x;
      if (expand > 1) x = b.conv(x, expand * b.channels(x), { size: 1, activation: "relu6" });
      x = b.conv(b.depthwise(x, { stride, activation: "relu6" }), wide(channels), { size: 1, gain: 0.7 });
      if (i > 0) x = b.sum(start, x);
    }
  x = b.conv(x, wide(1280), { size: 1, activation: "relu6" });
  b.dense(b.globalMean(x), 1000, "softmax");
  return b.build();
}

/** The convolutions of VGG16 (Simonyan and Zisserman, 2015, https://arxiv.org/abs/1409.1556), then a mean and one dense layer. */
function vggLike(side = 224, width = 1): Net {
  const b = new NetBuilder("vgg-like", [side, side, 3]);
  let x = "image";
  for (const [channels, repeats] of [
    [64, 2],
    [128, 2],
    [256, 3],
    [512, 3],
    [512, 3],
  ]) {
    // prettier-ignore
    for (let i = 0; i < repeats; i++) x = b.conv(x, channels * width, { activation: "relu" });
    x = b.maxPool(x);
  }
  b.dense(b.globalMean(x), 1000, "softmax");
  return b.build();
}

/** ResNet-50 (He et al., 2016, https://arxiv.org/abs/1512.03385), strides in the 3x3 convolutions. */
function resNetLike(side = 224, width = 1): Net {
  const b = new NetBuilder("resnet-like", [side, side, 3]);
  let x = b.maxPool(b.conv("image", 64 * width, { size: 7, stride: 2, activation: "relu" }), 3, 2, "same");
  for (const [stage, repeats] of [3, 4, 6, 3].entries())
    for (let i = 0; i < repeats; i++) {
      const narrow = 64 * width * 2 ** stage;
      const stride = i === 0 && stage > 0 ? 2 : 1;
      const beside = i === 0 ? b.conv(x, 4 * narrow, { size: 1, stride, gain: 0.8 }) : x;
      x = b.conv(x, narrow, { size: 1, activation: "relu" });
      x = b.conv(x, narrow, { stride, activation: "relu" });
      x = b.sum(b.conv(x, 4 * narrow, { size: 1, gain: 0.5 }), beside, "relu");
    }
  b.dense(b.globalMean(x), 1000, "softmax");
  return b.build();
}

/** So small that a hundred thousand samples take seconds. */
function tiny(): Net {
  const b = new NetBuilder("tiny", [16, 16, 1]);
  const x = b.maxPool(b.conv("image", 8, { activation: "relu" }));
  b.dense(b.globalMean(b.conv(x, 16, { activation: "relu" })), 4, "softmax");
  return b.build();
}

/** By name. `reduced`: smaller pictures and fewer channels where the network is large, for a smoke run. */
export const NETS = {
  "report-cnn": () => reportCnn(),
  "mini-xception": () => miniXception(),
  "mobilenet-v2": (reduced) => (reduced ? mobileNetV2(64, 0.5) : mobileNetV2()),
  "vgg-like": (reduced) => (reduced ? vggLike(64, 0.125) : vggLike()),
  "resnet-like": (reduced) => (reduced ? resNetLike(64, 0.125) : resNetLike()),
  tiny: () => tiny(),
} as const satisfies Readonly<Record<string, (reduced: boolean) => Net>>;

export type NetName = keyof typeof NETS;
