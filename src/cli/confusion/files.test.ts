import { expect, test } from "vitest";
import { metricsOf } from "../../data/metrics.ts";
import { confusionCsv, confusionSvg, metricsCsv, reliabilitySvg } from "../../index.node.ts";

const classes = ['<a> & "b"', "c, d"];
const result = {
  classes,
  ...metricsOf(
    { labels: [0, 0, 1], predicted: [0, 1, 1], confidences: [0.9, 0.6, 0.7], ranks: [0, 1, 0] },
    classes,
    { topK: 1, bins: 5 },
  ),
};

test("CSV quotes names", () => {
  expect(confusionCsv(result)).toBe(
    'true \\ predicted,"<a> & ""b""","c, d"\n"<a> & ""b""",1,1\n"c, d",0,1\n',
  );
  expect(metricsCsv(result).split("\n")[2]).toBe('"c, d",0.5,1,0.6666666666666666,1');
});

test("pictures name classes as text, never as marks", () => {
  const svg = confusionSvg(result);

  expect(svg).toContain("&#60;a&#62; &#38; &#34;b&#34;");
  expect(svg).not.toContain("<a>");
  expect(svg.match(/50 %/g)).toHaveLength(2);
  expect(reliabilitySvg(result).match(/<title>/g)).toHaveLength(3);
});
