import { createEngine } from "../../src/index.node.ts";
import { scoreFaces } from "./score.ts";
export async function main(count: string, ...opts: string[]) {
  const engine = await createEngine({ backend: "wasm" });
  const model = await engine.open("examples/faces/faces.h5");
  console.log(model.reasons, model.multiplyAdds, model.classes);
  for (const opt of opts) {
    const s = []; const t = performance.now();
    for await (const x of scoreFaces(engine, model, Array.from({length: +count}, (_, i) => 1_000_000 + i), JSON.parse(opt))) s.push(x);
    const mean = (f: any, l = s) => (l.reduce((a, b) => a + Number(f(b)), 0) / l.length).toFixed(3);
    console.log(opt, "hit", mean((x:any)=>x.hit), "control", mean((x:any)=>x.control), "chance", mean((x:any)=>x.chance), "mass", mean((x:any)=>x.mass), "area", mean((x:any)=>x.area), ((performance.now()-t)/+count).toFixed(0)+"ms");
    console.log([...new Set(s.map(x=>x.expression))].map(e=>e+" "+mean((x:any)=>x.hit, s.filter(x=>x.expression===e))+"/"+mean((x:any)=>x.chance, s.filter(x=>x.expression===e))).join(", "));
  }
  await engine.dispose();
}
