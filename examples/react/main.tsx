/** @file An explanation in React 19: properties in, events out, and the page's own state decides what is explained. */

import "limelight/define";
import type { LimeResult } from "limelight";
import type { LimelightElements } from "limelight/define";
import { useState } from "react";
import { createRoot } from "react-dom/client";

declare module "react" {
  namespace JSX {
    interface IntrinsicElements extends LimelightElements {}
  }
}

const SAMPLE = new URLSearchParams(location.search).get("sample") ?? "../../dist/site/sample/";

function Explained() {
  const [seed, setSeed] = useState(7);
  const [found, setFound] = useState("…");

  function another() {
    setSeed(seed + 1);
    setFound("…");
  }

  function tell({ detail }: CustomEvent<object>) {
    const { classes, explanations } = detail as LimeResult;
    const [classIndex, { weights }] = Object.entries(explanations)[0];
    setFound(`superpixel ${weights[0][0]} matters most for ${classes[Number(classIndex)]}`);
  }

  return (
    <>
      <h1>Is one seed as good as another?</h1>
      <button type="button" onClick={another}>
        Another seed
      </button>
      <p id="found">
        With seed {seed}: {found}
      </p>
      <limelight-lime
        model={`${SAMPLE}emotion.json`}
        src={`${SAMPLE}astronaut-face.png`}
        loading="eager"
        samples={100}
        seed={seed}
        onlimelight-result={tell}
      />
    </>
  );
}

createRoot(document.getElementById("root")!).render(<Explained />);
