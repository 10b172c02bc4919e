/** @file A LIME run as a Python program that repeats it with the package `lime`. */

import type { LimeResult } from "../explainers/lime-options.ts";
import type { Preprocessing } from "../models/model.ts";
import { VERSION } from "../version.ts";

/**
 * The program. It reads the picture and the superpixels from the result's `.npz` file, called `npz`, and the model by Keras. Its
 * first lines say how its numbers compare. Nothing for KernelSHAP, which `lime` does not have.
 */
export function limePython(result: LimeResult, npz: string): string | undefined {
  if (result.method !== "lime") return undefined;
  const { options, stats, explanations, preprocessing, seed, classes } = result;
  const isPython = options.preset === "python";
  const labels = Object.keys(explanations).map(Number);
  const names = labels.map((label) => `${label} ${JSON.stringify(classes[label])}`).join(", ");
  const features = new Set(result.segments.labels).size;
  const skipped = Number(options.draws ?? 0);
  // lime draws a seed for quickshift before the samples, unless it is given one
  const drawsSeed = isPython && stats.draws - skipped > features * Number(options.samples);
  const segmentation = segmentationLine(result);
  return `# LIME as Limelight ${VERSION} ran it: model ${JSON.stringify(result.model)}, ${stats.samples} samples, seed ${seed}.
# Classes: ${names}.
${honesty(result)
  .map((line) => `# ${line}`)
  .join("\n")}
# pip install lime keras scikit-image==0.19.3, and save the result as NPZ beside this file.
import keras
import numpy as np
from lime.lime_image import LimeImageExplainer
${segmentation.startsWith("segments_of = Seg") ? "from lime.wrappers.scikit_image import SegmentationAlgorithm\n" : ""}
model = keras.models.load_model(${JSON.stringify(`${result.model}.h5`)})  # where your model's file is
saved = np.load(${JSON.stringify(npz)})
image, (black, white) = saved["image"], saved["image_range"]


def resize(old, new):
    """[new, old]: what each old pixel adds to each new one; means of areas, or between two where there are more."""
    edges, pixels = np.arange(new + 1)[:, None] * old / new, np.arange(old)
    if new >= old:
        return np.clip(1 - abs(np.clip((edges[1:] + edges[:-1]) / 2 - 0.5, 0, old - 1) - pixels), 0, None)
    overlap = np.minimum(edges[1:], pixels + 1) - np.maximum(edges[:-1], pixels)
    return np.clip(overlap, 0, None) * new / old


def predict(images):
    """Class probabilities [n, classes] of pictures [n, height, width, 3]."""
    x = (np.asarray(images, dtype=float) - black) / (white - black)
${inputLines(preprocessing)}
    height, width = model.input_shape[1:3]
    x = np.einsum("yh,nhwc,xw->nyxc", resize(x.shape[1], height), x, resize(x.shape[2], width))
    return np.asarray(model.predict(x.astype("float32"), verbose=0))


${segmentation}
explainer = LimeImageExplainer(
    kernel_width=${options.kernelWidth ?? 0.25}, feature_selection="${options.featureSelection ?? "auto"}", random_state=${seed}
)
${skipped > 0 ? `explainer.random_state.randint(0, 2, ${skipped})  # used by the calls before this one\n` : ""}explanation = explainer.explain_instance(
    ${isPython ? "image" : "image.astype(float)"},
    predict,
    labels=${JSON.stringify(labels)},
    top_labels=None,
    hide_color=${typeof options.hideColor === "number" ? options.hideColor : "None"},
    num_features=${options.numFeatures ?? 100000},
    num_samples=${stats.samples},
    segmentation_fn=segments_of,
    distance_metric="${options.distance ?? "cosine"}",
    random_seed=${drawsSeed ? "None" : (options.segmentationSeed ?? seed)},
    progress_bar=False,
)

for label in ${JSON.stringify(labels)}:
    print(f"class {label}: R2 {explanation.score[label]:.6f}, intercept {explanation.intercept[label]:.6f}")
    for superpixel, weight in explanation.local_exp[label]:
        print(f"  superpixel {superpixel:3d} {weight:+.6f}")
`;
}

/** What is equal, and what is not. */
function honesty({ options, stats }: LimeResult): string[] {
  if (options.hideColor === "blur")
    return [
      "lime cannot blur what it hides: the mean colour stands in, so the weights are others than Limelight's.",
    ];
  if (stats.exact)
    return [
      `Limelight asked about all ${stats.distinct} sets of superpixels; lime draws some, so its weights differ by about their errors.`,
    ];
  return options.preset === "python"
    ? [
        "The same numbers as Limelight's, up to the rounding of the model, with scikit-image 0.19:",
        "later versions draw quickshift's noise in another way.",
      ]
    : [
        "The same superpixels and random sets of them as Limelight's, so the same numbers up to the rounding of the model.",
        "In lime itself other defaults hold: quickshift, whole numbers for mean colours, and superpixels of gray pictures in Lab.",
      ];
}

function inputLines({ channels, range: [low, high], mean = [], std = [] }: Preprocessing): string {
  const lines = {
    gray: ["x = (x @ np.array([0.299, 0.587, 0.114]))[..., None]"],
    rgb: [],
    bgr: ["x = x[..., ::-1]"],
  }[channels];
  const scaled = [...lines, `x = x * ${high - low} + ${low}`];
  if (mean.length > 0) scaled.push(`x = x - np.array(${JSON.stringify(mean)})`);
  if (std.length > 0) scaled.push(`x = x / np.array(${JSON.stringify(std)})`);
  return scaled.map((line) => `    ${line}`).join("\n");
}

/** As lime does it, where the run was lime's; else the very superpixels of the run, with what made them as a comment. */
function segmentationLine({ options }: LimeResult): string {
  const { algorithm, ...rest } = (options.segmentation ?? { algorithm: "labels" }) as {
    algorithm: string;
  } & Record<string, number | boolean>;
  const python = (value: number | boolean) =>
    typeof value === "boolean" ? (value ? "True" : "False") : value;
  const given = Object.entries(rest).map(([name, value]) => `, ${name}=${python(value)}`);
  const call = `SegmentationAlgorithm("${algorithm}"${given.join("")})`;
  const isOfSkimage = ["slic", "quickshift", "felzenszwalb"].includes(algorithm);
  if (options.preset === "python" && isOfSkimage) return `segments_of = ${call}`;
  const made = isOfSkimage ? `; for another picture ${call}` : "";
  return `segments_of = lambda image: saved["segments"]  # ${algorithm}${made}`;
}
