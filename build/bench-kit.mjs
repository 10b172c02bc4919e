/**
 * @file `npm run bench:kit`: one folder, `dist/bench-kit`, that measures the GPU of a Linux server without network or Node
 * by `./bench`. Node and Dawn are packed, and unpacked where they run.
 */

import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { buildBenchScript, commit } from "./bench-node.mjs";
import { softwareVulkan } from "./chromium.mjs";

const MOST = 50 * 2 ** 20; // bytes
const root = join(import.meta.dirname, "..");
const kit = join(root, "dist/bench-kit");
const machine = `${process.platform}-${process.arch}`;

const START = `#!/bin/sh
# Measures Limelight on this machine's GPU: ./bench --help says what can be chosen.
set -e
here=$(cd "$(dirname "$0")" && pwd)
unpack() { [ -f "$here/$1" ] || { gzip -dc "$here/$1.gz" > "$here/$1.part"; chmod +x "$here/$1.part"; mv "$here/$1.part" "$here/$1"; }; }
unpack node
unpack node_modules/webgpu/dist/${machine}/dawn.node

# containers may have NVIDIA's driver, and no file that tells Vulkan so
known() { for file in /usr/share/vulkan/icd.d/*.json /etc/vulkan/icd.d/*.json; do [ -f "$file" ] && return 0; done; return 1; }
libraries=$(ldconfig -p 2>/dev/null || /sbin/ldconfig -p)
if [ -z "$VK_DRIVER_FILES$VK_ICD_FILENAMES" ] && ! known; then
  own=/usr/local/nvidia/share/vulkan/icd.d/nvidia_icd.json
  if [ -f "$own" ]; then export VK_DRIVER_FILES="$own"
  elif echo "$libraries" | grep -q libGLX_nvidia.so.0; then export VK_DRIVER_FILES="$here/nvidia_icd.json"
  fi
fi
echo "$libraries" | grep -q libvulkan.so.1 || export LD_LIBRARY_PATH="$here/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"

BENCH_COMMIT=${commit()} BENCH_PICTURES="$here/pictures" exec "$here/node" "$here/node.js" "$@"
`;

const ICD = { file_format_version: "1.0.0", ICD: { library_path: "libGLX_nvidia.so.0", api_version: "1.3" } };

if (machine !== "linux-x64" && machine !== "linux-arm64") {
  console.error(`the kit takes the Node of this machine along, and runs on Linux; this is ${machine}`);
  process.exit(1);
}
rmSync(kit, { recursive: true, force: true });
const dawn = join(kit, "node_modules/webgpu/dist", machine);
for (const folder of [dawn, join(kit, "pictures"), join(kit, "lib")]) mkdirSync(folder, { recursive: true });

cpSync(dirname(await buildBenchScript()), kit, { recursive: true });
const webgpu = join(root, "node_modules/webgpu");
for (const file of ["package.json", "index.js", "LICENSE"])
  if (existsSync(join(webgpu, file)))
    copyFileSync(join(webgpu, file), join(kit, "node_modules/webgpu", file));
pack(join(webgpu, "dist", machine, "dawn.node"), join(dawn, "dawn.node.gz"));
pack(process.execPath, join(kit, "node.gz"));
for (const file of ["astronaut.png", "astronaut-face.png"])
  copyFileSync(join(root, "public/sample", file), join(kit, "pictures", file));
const loader = join(dirname(softwareVulkan() ?? ""), "libvulkan.so.1");
if (existsSync(loader)) copyFileSync(loader, join(kit, "lib/libvulkan.so.1")); // Vulkan's own, for servers without it
writeFileSync(join(kit, "nvidia_icd.json"), JSON.stringify(ICD));
writeFileSync(join(kit, "package.json"), JSON.stringify({ private: true, type: "module" }));
writeFileSync(join(kit, "bench"), START);
chmodSync(join(kit, "bench"), 0o755);

const bytes = readdirSync(kit, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
console.log(
  `${kit}: ${(bytes / 2 ** 20).toFixed(1)} MiB; copy it to a ${machine} machine, and run ./bench there`,
);
if (bytes > MOST) {
  console.error(`that is more than ${MOST / 2 ** 20} MiB`);
  process.exit(1);
}

/** @param {string} from @param {string} to */
function pack(from, to) {
  writeFileSync(to, gzipSync(readFileSync(from), { level: 9 }));
}
