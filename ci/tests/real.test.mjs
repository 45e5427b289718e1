// A site as it goes through a pipeline, with the program itself and a real browser: accepted once, unchanged, worse, and
// not there. Needs a built program (`cargo build`) and Chromium.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { ci, folder, outputs, root, run } from "./kit.mjs";

const program = process.env.CONSENTINEL ?? path.join(root, "target/debug/consentinel");
const page = (scripts) => `<!doctype html><html lang="en"><title>Shop</title><body><h1>Shop</h1>
<div id="banner" role="dialog" aria-label="Cookies" style="position:fixed;bottom:0;left:0;right:0;background:#eee;padding:2em">
<p>We use cookies to measure how this shop is used. You can accept or reject them.</p>
<button onclick="choose('yes')">Accept all</button> <button onclick="choose('no')">Reject all</button></div>
<script>
function choose(word) { document.cookie = "consent=" + word + "; max-age=15552000; path=/"; document.getElementById("banner").remove(); }
if (document.cookie.includes("consent=")) document.getElementById("banner").remove();
${scripts}
</script></body></html>`;
const cookie = (name) => `if (!document.cookie.includes("${name}=")) document.cookie = "${name}=GA1.1." + Math.floor(Math.random() * 1e9) + ".1700000000; max-age=33696000; path=/";`;

test("a site is accepted once, passes while it is the same, fails when it is worse, and is no pass when it is away", async (context) => {
  const below = folder(context);
  const bin = path.join(below, "bin");
  fs.mkdirSync(bin);
  fs.symlinkSync(program, path.join(bin, "consentinel"));
  fs.mkdirSync(path.join(below, "public"));
  const site = (scripts) => fs.writeFileSync(path.join(below, "public/index.html"), page(scripts));
  const audit = async (targets) => {
    const files = Object.fromEntries(["GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"].map((name) => [name, path.join(below, name)]));
    for (const file of Object.values(files)) fs.writeFileSync(file, "");
    const env = {
      ...files, PATH: `${bin}:${process.env.PATH}`, RUNNER_TEMP: below, GITHUB_ACTION_PATH: path.join(ci, "github"), INPUT_TARGETS: targets, INPUT_PROFILE: "eu-gdpr",
      INPUT_FAIL_ON: "medium", INPUT_BASELINE: "baseline.json", INPUT_ARGS: "--states\nnone,none-again,reject,reject-again\n--no-screenshots",
    };
    const ended = await run("bash", [path.join(ci, "github/audit.sh")], { env, cwd: below });
    assert.equal(ended.code, 0, ended.out + ended.err);
    return { ...ended, outputs: outputs(files.GITHUB_OUTPUT), summary: fs.readFileSync(files.GITHUB_STEP_SUMMARY, "utf8") };
  };
  const says = (ended) => JSON.stringify(ended.outputs) + ended.out;

  site(cookie("_ga"));
  const first = await audit("./public");
  assert.equal(first.outputs["exit-code"], "1", says(first));
  assert.match(first.out, /no baseline .*everything counts/);
  assert.match(first.out, /^::warning .*_ga/m);
  assert.match(first.summary, /_ga/);
  assert.equal(first.outputs.complete, "true", says(first));
  assert.ok(fs.existsSync(first.outputs.sarif));
  assert.equal(first.outputs.new, first.outputs.findings);
  fs.copyFileSync(path.join(first.outputs.reports, "consentinel.json"), path.join(below, "baseline.json"));

  const same = await audit("./public");
  assert.deepEqual([same.outputs["exit-code"], same.outputs.new, same.outputs.findings], ["0", "0", first.outputs.findings], says(same));

  site(cookie("_ga") + cookie("_fbp"));
  const worse = await audit("./public");
  assert.equal(worse.outputs["exit-code"], "1", says(worse));
  assert.ok(Number(worse.outputs.new) > 0, says(worse));

  // The port of nobody: a server that is down.
  const away = await audit("http://127.0.0.1:9/");
  assert.equal(away.outputs["exit-code"], "3", says(away));
  assert.deepEqual([away.outputs.complete, away.outputs.sarif], ["false", ""]);
  assert.match(away.summary, /Exit code 3/);
});
