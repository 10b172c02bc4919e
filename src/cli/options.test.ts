import { expect, test } from "vitest";
import { EngineError } from "../errors.ts";
import { nearest } from "./nearest.ts";
import { parseOptions } from "./options.ts";

test.each([
  [["--range=-1,1"], { range: "-1,1" }],
  [["--range", "-1,1"], { range: "-1,1" }],
  [["--range", "-1,1", "--seed", "7"], { range: "-1,1", seed: "7" }],
  [["--hide-color=-0.5"], { "hide-color": "-0.5" }],
  [["--json", "-"], { json: "-" }],
  [["--json=-"], { json: "-" }],
  [
    ["--segmentation", "slic:n_segments=50,start_label=0"],
    { segmentation: "slic:n_segments=50,start_label=0" },
  ],
  [["--seed", "1", "--seed", "2"], { seed: "2" }],
  [["--help"], { help: "" }],
  [["-h"], { help: "" }],
  [[], {}],
])("%j", (words, given) => {
  expect(parseOptions("lime", words)).toEqual(given);
});

test.each([
  [["--sample", "3"], "unknown option --sample; did you mean --samples?"],
  [["--kernelwidth=3"], "unknown option --kernelwidth; did you mean --kernel-width?"],
  [["--xyzzyxyzzy"], "unknown option --xyzzyxyzzy; see limelight lime --help"],
  [["-x"], "unknown option -x"],
  [["--seed"], "--seed needs a value: N"],
  [["--seed="], "--seed needs a value: N"],
  [["--seed", "--top", "3"], "--seed needs a value: N"],
  [["--help=yes"], "--help takes no value"],
  [["face.png"], "'face.png' is no option: options begin with --"],
  [["--", "face.png"], "'face.png' is no option"],
])("refuses %j", (words, says) => {
  expect(() => parseOptions("lime", words)).toThrow(says);
  expect(() => parseOptions("lime", words)).toThrow(EngineError);
});

test("says which command has an option", () => {
  expect(() => parseOptions("predict", ["--seed", "3"])).toThrow(
    "--seed is an option of lime, saliency, ascent and average, not of predict",
  );
});

test.each([
  ["lmie", "lime"],
  ["predictt", "predict"],
  ["sumary", "summary"],
  ["explain", undefined],
])("nearest to %s: %s", (word, found) => {
  expect(nearest(word, ["lime", "predict", "summary"])).toBe(found);
});
