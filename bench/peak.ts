/** @file What an adapter can do at most: arithmetic that touches no memory, and a copy that does nothing else. */

const [THREADS, GROUPS, ROUNDS] = [64, 256, 1000];
const [MOST_GROUPS, MOST_ROUNDS] = [2 ** 14, 2 ** 18];

/** Four chains of fused multiply-adds on vec4f, each long enough to hide the other's latency. */
const ARITHMETIC = `
override ROUNDS = ${ROUNDS}u;
@group(0) @binding(0) var<storage, read_write> y: array<vec4f>;
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let m = vec4f(0.999);
  var a = vec4f(f32(id.x)); var b = a + 1; var c = a + 2; var d = a + 3;
  for (var i = 0u; i < ROUNDS; i++) { a = fma(a, m, m); b = fma(b, m, m); c = fma(c, m, m); d = fma(d, m, m); }
  y[id.x] = a + b + c + d;
}`;

const COPY_BYTES = 2 ** 26;

export interface Peak {
  /** Billions of multiplications and additions a second; a fused multiply-add is two. */
  readonly gflops: number;
  /** Billions of bytes read and written a second. */
  readonly gigabytes: number;
}

/** A measurement that can be repeated: the best of four runs each time. */
export async function peakMeter(device: GPUDevice): Promise<() => Promise<Peak>> {
  const module = device.createShaderModule({ code: ARITHMETIC });
  const made = (rounds: number) =>
    device.createComputePipelineAsync({ layout: "auto", compute: { module, constants: { ROUNDS: rounds } } });
  let rounds = ROUNDS;
  let pipeline = await made(rounds);
  const y = device.createBuffer({ size: THREADS * MOST_GROUPS * 16, usage: GPUBufferUsage.STORAGE });

  const timed = async (encode: (encoder: GPUCommandEncoder) => void) => {
    const encoder = device.createCommandEncoder();
    encode(encoder);
    const commands = encoder.finish();
    const started = performance.now();
    device.queue.submit([commands]);
    await device.queue.onSubmittedWorkDone();
    return performance.now() - started;
  };
  const best = async (encode: (encoder: GPUCommandEncoder) => void) => {
    let least = Infinity;
    for (let i = 0; i < 4; i++) least = Math.min(least, await timed(encode));
    return least;
  };
  let groups = GROUPS;
  const calculate = (encoder: GPUCommandEncoder) => {
    const entries = [{ binding: 0, resource: { buffer: y } }];
    const bindings = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindings);
    pass.dispatchWorkgroups(groups);
    pass.end();
  };
  // first enough threads to fill a GPU, then long enough that starting them does not count
  while ((await best(calculate)) < 10 && rounds < MOST_ROUNDS) {
    if (groups < MOST_GROUPS) groups *= 4;
    else pipeline = await made((rounds *= 4));
  }

  return async () => {
    const arithmetic = await best(calculate);
    const usage = GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const [from, to] = [0, 1].map(() => device.createBuffer({ size: COPY_BYTES, usage }));
    const copy = await best((encoder) => encoder.copyBufferToBuffer(from, 0, to, 0, COPY_BYTES));
    from.destroy();
    to.destroy();
    const flops = 2 * 4 * 4 * rounds * THREADS * groups;
    return { gflops: flops / arithmetic / 1e6, gigabytes: (2 * COPY_BYTES) / copy / 1e6 };
  };
}
