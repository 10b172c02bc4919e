import { existsSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { wgsl } from "./build/wgsl.ts";

// Dawn in Node needs a Vulkan driver. Without a GPU, the software one that comes with Chromium will do. Set here,
// since Vulkan's loader reads the environment of the real process.
const icd = "/usr/lib/chromium/vk_swiftshader_icd.json";
if (!process.env.VK_DRIVER_FILES && !process.env.VK_ICD_FILENAMES && existsSync(icd)) process.env.VK_DRIVER_FILES = icd;

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [wgsl()],
        test: {
          name: "node",
          environment: "node",
          include: ["src/**/*.test.ts", "test/**/*.test.ts"],
          exclude: ["src/ui/**", "**/*.browser.test.ts"],
          pool: "forks",
          isolate: false,
          maxWorkers: 1,
          testTimeout: 120_000,
        },
      },
    ],
  },
});
