// What `consentinel init --ci` writes, run as each server runs it: the scripts are taken out of the files by their shells.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { parse } from "yaml";
import { ci, doubled, folder, noted, report, root, run } from "./kit.mjs";

const template = (name) => fs.readFileSync(path.join(root, "src/cli/init/pipelines", name), "utf8").replaceAll("@ARGUMENTS@", " --config a/b.yaml");

/** A folder as `init` leaves it, with the double on the PATH. */
function checkout(context) {
  const below = folder(context);
  fs.copyFileSync(path.join(ci, "shell/audit.sh"), path.join(below, "consentinel-audit.sh"));
  const heard = path.join(below, "arguments");
  const summary = path.join(below, "summary");
  fs.writeFileSync(summary, "");
  const env = { PATH: `${doubled(below)}:${process.env.PATH}`, DOUBLE_ARGUMENTS: heard, DOUBLE_REPORT: JSON.stringify([report([])]), GITHUB_STEP_SUMMARY: summary };
  return { below, env, words: () => noted(heard), summary: () => fs.readFileSync(summary, "utf8") };
}

test("the workflow leaves with the code of the audit, says what came of it, and heeds no command of a page", async (context) => {
  const workflow = parse(template("github.yml"));
  const step = workflow.jobs.audit.steps.find(({ name }) => name === "Audit");
  assert.ok(!step.run.includes("${{"));
  for (const code of ["0", "1", "2", "3", "4"]) {
    const { below, env, words, summary } = checkout(context);
    const ended = await run("bash", ["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step.run], { cwd: below, env: { ...env, ...step.env, DOUBLE_CODE: code, DOUBLE_SAYS: "::error::made up" } });
    assert.equal(ended.code, Number(code), ended.err);
    const [, word, inside] = /^::stop-commands::([0-9a-f]{32})\n([\s\S]*?)\n::\1::\n/.exec(ended.out);
    assert.ok(word && inside.includes("made up") && !ended.out.replace(inside, "").includes("made up"), ended.out);
    assert.match(ended.out, /^this is github$/m);
    assert.match(summary(), /this is github-summary/);
    assert.deepEqual(words().slice(-2), ["--config", "a/b.yaml"]);
  }
});

test("the job for GitLab and the stage for Jenkins leave with the code of the audit", async (context) => {
  const job = parse(template("gitlab.yml")).consentinel;
  const stage = template("Jenkinsfile");
  const [, script] = /sh '''\n([\s\S]*?)'''/.exec(stage);
  const variables = Object.fromEntries([...stage.matchAll(/^ +(CONSENTINEL_\w+) = '(.*)'$/gm)].map(([, name, value]) => [name, value]));
  assert.equal(Object.keys(variables).length, 3);
  for (const [text, given, list] of [[job.script.join("\n"), job.variables, "gl-code-quality-report.json"], [script, variables, "consentinel.sarif"]]) {
    for (const [code, complete] of [["0", true], ["1", true], ["3", false]]) {
      const { below, env, words } = checkout(context);
      const ended = await run("sh", ["-e", "-c", text], { cwd: below, env: { ...env, ...given, DOUBLE_CODE: code, DOUBLE_REPORT: JSON.stringify([report([], { complete })]) } });
      assert.equal(ended.code, Number(code), ended.err);
      assert.deepEqual(words().slice(-2), ["--config", "a/b.yaml"]);
      assert.ok(words().some((word) => word.startsWith("junit=consentinel-reports/")), words().join(" "));
      assert.equal(fs.existsSync(path.join(below, "consentinel-reports", list)), complete, "no list after an incomplete run");
    }
  }
});

test("without the program nothing passes, and what is missing is said", async (context) => {
  const step = parse(template("github.yml")).jobs.audit.steps.find(({ name }) => name === "Audit");
  const { below, env } = checkout(context);
  const ended = await run("bash", ["-e", "-c", step.run], { cwd: below, env: { ...env, ...step.env, CONSENTINEL: "no-such-program" } });
  assert.equal(ended.code, 127);
  assert.match(ended.out, /no-such-program.*Install it/);
});

test("the workflow with the action hands it what the action reads", () => {
  const workflow = parse(template("github-action.yml").replace("@ACTION@", "o/r/ci/github@0").replace("@CONFIG@", "consentinel.yaml"));
  const inputs = Object.keys(parse(fs.readFileSync(path.join(ci, "github/action.yml"), "utf8")).inputs);
  const step = workflow.jobs.audit.steps.find(({ name }) => name === "Audit");
  for (const name of Object.keys(step.with)) assert.ok(inputs.includes(name), name);
  assert.ok(step.uses.endsWith("/ci/github@0"));
});
