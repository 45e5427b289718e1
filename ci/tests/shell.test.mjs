// ci/shell/audit.sh, by the shell that Debian's /bin/sh is.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { ci, doubled, finding, folder, noted, report, run } from "./kit.mjs";

async function audit(context, env, words = ["./public"]) {
  const below = folder(context);
  const output = path.join(below, "re ports");
  const heard = path.join(below, "arguments");
  const set = {
    PATH: `${doubled(below)}:${process.env.PATH}`, CONSENTINEL_OUTPUT: output, DOUBLE_ARGUMENTS: heard,
    DOUBLE_REPORT: JSON.stringify(report([])), ...env(below, output),
  };
  const ended = await run("sh", [path.join(ci, "shell/audit.sh"), ...words], { env: set, cwd: below });
  return { ...ended, below, output, words: noted(heard) };
}

test("each exit code passes through and is put into words", async (context) => {
  const words = { 0: /exit code 0: the line above/, 1: /there are findings/, 2: /refused/, 3: /could not be observed/, 4: /no usable browser/, 130: /interrupted/, 7: /should not/ };
  for (const [code, says] of Object.entries(words)) {
    const ended = await audit(context, () => ({ DOUBLE_CODE: code }));
    assert.equal(ended.code, Number(code));
    assert.match(ended.err, says);
  }
});

test("a missing program is no success", async (context) => {
  const ended = await audit(context, () => ({ CONSENTINEL: "no-such-program" }));
  assert.equal(ended.code, 127);
  assert.match(ended.err, /no program 'no-such-program'/);
});

test("arguments stay whole, and the report of the run has its place", async (context) => {
  const ended = await audit(context, () => ({}), ["--profile", "fr-cnil,tcf", "--", "a b", "$(touch pwned)"]);
  assert.deepEqual(ended.words, ["audit", "--output", ended.output, "--write", `json=${ended.output}/consentinel.json`, "--write", `sarif=${ended.output}/consentinel.sarif`, "--profile", "fr-cnil,tcf", "--", "a b", "$(touch pwned)"]);
  assert.ok(!fs.existsSync(path.join(ended.below, "pwned")));
});

test("before there is a baseline everything counts, and it says so", async (context) => {
  const without = await audit(context, (below) => ({ CONSENTINEL_BASELINE: `${below}/none.json` }));
  assert.ok(!without.words.includes("--baseline"));
  assert.match(without.err, /no baseline .*everything counts/);
  const present = await audit(context, (below) => {
    fs.writeFileSync(path.join(below, "base line.json"), "{}");
    return { CONSENTINEL_BASELINE: `${below}/base line.json` };
  });
  assert.equal(present.words[present.words.indexOf("--baseline") + 1], `${present.below}/base line.json`);
});

test("what an earlier run left is not taken for this one's", async (context) => {
  const ended = await audit(context, (below, output) => {
    fs.mkdirSync(output);
    fs.writeFileSync(path.join(output, "consentinel.json"), "old");
    fs.writeFileSync(path.join(output, "list.sarif"), "old");
    fs.writeFileSync(path.join(output, "junit.xml"), "old");
    fs.writeFileSync(path.join(output, "gitlab.json"), "old");
    fs.mkdirSync(path.join(output, "shop"));
    fs.writeFileSync(path.join(output, "shop/report.json"), "old");
    fs.writeFileSync(path.join(output, "shop/evidence.json"), "old");
    return { DOUBLE_CODE: "4", DOUBLE_WRITES: "nothing", CONSENTINEL_COMPLETE_ONLY: "list.sarif" };
  }, ["--write", "junit=re ports/junit.xml", "--write=gitlab=re ports/gitlab.json", "--", "./public"]);
  assert.equal(ended.code, 4);
  assert.deepEqual(fs.readdirSync(ended.output).sort(), ["outcome.json", "shop"]);
  assert.deepEqual(fs.readdirSync(path.join(ended.output, "shop")), ["evidence.json"], "evidence is never lost");
});

test("lists in which missing reads as mended stay only after a complete run", async (context) => {
  const whole = report([finding("a")]);
  const missed = '{"descriptor": {"id": "not-observed"}}';
  const cases = [
    [[whole], "0", true], [whole, "1", true], [[whole, { ...whole, complete: false }], "1", false],
    [[{ ...whole, complete: false }], "3", false], [[], "0", false], [whole, "1", false, missed],
    [whole, "1", true, '{"descriptor": {"id": "undetermined"}}'],
  ];
  for (const [reports, code, stays, notifies = ""] of cases) {
    const ended = await audit(
      context,
      () => ({ DOUBLE_CODE: code, DOUBLE_REPORT: JSON.stringify(reports), DOUBLE_NOTIFIES: notifies, CONSENTINEL_COMPLETE_ONLY: "list.json other" }),
      ["--write", "gitlab=re ports/list.json", "./public"],
    );
    assert.equal(fs.existsSync(path.join(ended.output, "list.json")), stays, JSON.stringify([reports, code]));
    assert.equal(/list.json was removed/.test(ended.err), !stays);
    assert.deepEqual(JSON.parse(fs.readFileSync(path.join(ended.output, "outcome.json"), "utf8")), { exit_code: Number(code), complete: stays });
    assert.equal(ended.code, Number(code));
  }
});
