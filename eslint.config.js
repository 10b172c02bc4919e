// Biome formats and lints TypeScript. ESLint is here for what Biome does not see: the inside of html`` templates.
import { configs as lit } from "eslint-plugin-lit";
import a11y from "eslint-plugin-lit-a11y";
import { configs as wc } from "eslint-plugin-wc";
import tseslint from "typescript-eslint";

const files = ["src/**/*.ts", "e2e/**/*.ts"];

export default [
  { ignores: ["dist/**"] },
  { files, languageOptions: { parser: tseslint.parser } },
  { ...lit["flat/recommended"], files },
  { ...wc["flat/recommended"], files },
  { files, plugins: { "lit-a11y": a11y }, rules: a11y.configs.recommended.rules },
];
