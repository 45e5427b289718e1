// Lints every script of ours: what runs in audited pages, the demo, the fixtures, and the tests of ci/. No project style, only faults.
"use strict";

const globals = require("../tests/sites/node_modules/globals");

const faults = {
  "no-undef": "error",
  "no-unused-vars": ["error", { args: "none", caughtErrors: "none" }],
  "no-const-assign": "error",
  "no-dupe-keys": "error",
  "no-dupe-args": "error",
  "no-func-assign": "error",
  "no-unreachable": "error",
  "no-unsafe-finally": "error",
  "use-isnan": "error",
  "valid-typeof": "error",
  "no-self-assign": "error",
  "no-redeclare": "error",
  "no-cond-assign": "error",
  "no-empty": ["error", { allowEmptyCatch: true }],
  "no-eval": "error",
  "no-implied-eval": "error",
  eqeqeq: ["error", "always", { null: "ignore" }],
  "no-var": "off",
};

// Pages load several scripts side by side, so a name may come from a neighbour or from a library.
const neighbours = { ...faults, "no-undef": "off", "no-unused-vars": "off", "no-redeclare": "off" };
const browser = { ecmaVersion: 2024, sourceType: "script", globals: { ...globals.browser } };

module.exports = [
  { ignores: ["**/node_modules/**", "**/target/**"] },
  { files: ["src/gather/**/*.js", "src/browser/**/*.js", "src/report/**/*.js"], languageOptions: browser, rules: faults },
  { files: ["src/serve/demo/**/*.js", "tests/**/*.js"], languageOptions: browser, rules: neighbours },
  { files: ["ci/tests/**/*.mjs"], languageOptions: { ecmaVersion: 2024, sourceType: "module", globals: globals.node }, rules: faults },
  { files: ["ci/tests/**/*.cjs"], languageOptions: { ecmaVersion: 2024, sourceType: "commonjs", globals: globals.node }, rules: faults },
  { files: ["tests/**/*.mjs", "tests/sites/tcf/**/*.js"], languageOptions: { ...browser, sourceType: "module" }, rules: neighbours },
];
