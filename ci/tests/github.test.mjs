// The scripts of ci/github, run as the runner runs them: by bash, with files for outputs, summary and path.
import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import test from "node:test";
import { parse } from "yaml";
import { ci, doubled, finding, folder, noted, outputs, report, root, run, since } from "./kit.mjs";

const action = path.join(ci, "github");

function runner(context) {
  const below = folder(context);
  const files = Object.fromEntries(["GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_PATH"].map((name) => [name, path.join(below, name)]));
  for (const file of Object.values(files)) fs.writeFileSync(file, "");
  return { below, env: { ...files, RUNNER_TEMP: below, RUNNER_OS: "Linux", RUNNER_ARCH: "X64", GITHUB_ACTION_PATH: action, GITHUB_SERVER_URL: "https://github.example" } };
}

async function audit(context, env, says = {}) {
  const { below, env: base } = runner(context);
  const heard = path.join(below, "arguments");
  const set = { ...base, PATH: `${doubled(below)}:${process.env.PATH}`, DOUBLE_ARGUMENTS: heard, DOUBLE_REPORT: JSON.stringify([report([])]), ...says, ...env };
  const ended = await run("bash", [path.join(action, "audit.sh")], { env: set, cwd: below });
  return {
    ...ended, below, summary: fs.readFileSync(base.GITHUB_STEP_SUMMARY, "utf8"), outputs: outputs(base.GITHUB_OUTPUT),
    words: noted(heard),
  };
}

test("the step ends well and keeps the exit code for the last one", async (context) => {
  for (const code of ["0", "1", "2", "3", "4"]) {
    const ended = await audit(context, {}, { DOUBLE_CODE: code });
    assert.equal(ended.code, 0);
    assert.equal(ended.outputs["exit-code"], code);
    assert.equal(ended.summary.includes(`Exit code ${code}`), code > 1);
    assert.match(ended.summary, /this is github-summary/);
    assert.match(ended.out, /^this is github$/m);
  }
});

test("a run without a report never counts as good", async (context) => {
  const ended = await audit(context, {}, { DOUBLE_WRITES: "nothing" });
  assert.deepEqual({ ...ended.outputs, reports: "" }, { "exit-code": "3", complete: "false", findings: "", new: "", reports: "", sarif: "", artifact: "consentinel" });
  assert.match(ended.summary, /Exit code 3/);
  assert.match(ended.out, /^::error title=Consentinel, exit code 3::/m);
});

test("inputs are words and never commands or options", async (context) => {
  const ended = await audit(context, {
    INPUT_TARGETS: "  ./public\r\n\n$(touch pwned)\n--allow-incomplete\n`touch pwned`; touch pwned",
    INPUT_ARGS: "--states\nnone,reject\n", INPUT_PROFILE: "fr-cnil,tcf", INPUT_FAIL_ON: "high:high", INPUT_CONFIG: "a b.yaml", INPUT_CHROME: "/opt/chrome",
  });
  assert.deepEqual(ended.words.slice(ended.words.indexOf("--")), ["--", "./public", "$(touch pwned)", "--allow-incomplete", "`touch pwned`; touch pwned"]);
  for (const word of ["--config=a b.yaml", "--profile=fr-cnil,tcf", "--fail-on=high:high", "--chrome=/opt/chrome", "--states", "none,reject"]) assert.ok(ended.words.includes(word), word);
  assert.ok(!fs.existsSync(path.join(ended.below, "pwned")));
  assert.ok(!(await audit(context, {})).words.includes("--"), "the sites of the configuration");
});

test("what a page says cannot command the runner", async (context) => {
  const seen = new Set();
  for (let round = 0; round < 2; round += 1) {
    const ended = await audit(context, {}, { DOUBLE_SAYS: "::add-mask::a\n::error::made up\n::stop-commands::x\n::x::" });
    const [, word, inside] = /::stop-commands::([0-9a-f]{32})\n([\s\S]*?)\n::\1::\n/.exec(ended.out);
    assert.match(inside, /::error::made up/);
    assert.ok(!ended.out.replace(inside, "").includes("made up"));
    seen.add(word);
  }
  assert.equal(seen.size, 2);
});

test("findings are counted, those that are new apart", async (context) => {
  const findings = [finding("a"), finding("b", { verdict: "indication" }), finding("c", { verdict: "review" }), finding("d", { waived: { reason: "x" } })];
  const without = await audit(context, {}, { DOUBLE_CODE: "1", DOUBLE_REPORT: JSON.stringify([report(findings), report([finding("e")])]) });
  assert.deepEqual([without.outputs.findings, without.outputs.new, without.outputs.complete], ["3", "3", "true"]);
  const against = await audit(context, {}, { DOUBLE_REPORT: JSON.stringify([report(findings, { baseline: since(["b"], { unchanged: ["a"] }) })]) });
  assert.deepEqual([against.outputs.findings, against.outputs.new], ["2", "1"]);
  const unknown = await audit(context, {}, { DOUBLE_REPORT: JSON.stringify([report(findings, { baseline: { unchanged: ["a"] } })]) });
  assert.deepEqual([unknown.code, unknown.outputs.findings, unknown.outputs.new], [0, "", ""], "what is new is never counted by ourselves");
});

test("an incomplete run sends nothing to code scanning, unless it is told to", async (context) => {
  const half = { DOUBLE_CODE: "3", DOUBLE_REPORT: JSON.stringify([report([], { complete: false })]) };
  const kept = await audit(context, {}, half);
  assert.deepEqual([kept.outputs.sarif, kept.outputs.complete], ["", "false"]);
  assert.match((await audit(context, { INPUT_SARIF: "always" }, half)).outputs.sarif, /code-scanning\.sarif$/);
  assert.equal((await audit(context, { INPUT_SARIF: "never" })).outputs.sarif, "");
  assert.match((await audit(context, {})).outputs.sarif, /code-scanning\.sarif$/);
  const wrong = await audit(context, { INPUT_SARIF: "yes" });
  assert.deepEqual([wrong.code, wrong.words], [2, null]);
});

test("any category makes a name that an artifact may have, and two make two", async (context) => {
  const name = async (category) => (await audit(context, { INPUT_CATEGORY: category })).outputs.artifact;
  for (const fine of ["consentinel", "shop nightly", "a-b_c.1"]) assert.equal(await name(fine), fine);
  const names = await Promise.all(["web/shop", "web:shop", "web-shop", "a\nartifact=b", "\"<>|*?\\", "größe"].map(name));
  for (const one of names) assert.match(one, /^[0-9A-Za-z_. -]+$/);
  assert.equal(new Set(names).size, names.length);
  assert.match(names[0], /^web-shop-[0-9a-f]{8}$/);
  const described = parse(fs.readFileSync(path.join(action, "action.yml"), "utf8"));
  const kept = described.runs.steps.find((step) => (step.uses ?? "").includes("upload-artifact"));
  assert.equal(kept.with.name, "${{ steps.audit.outputs.artifact }}");
});

test("the action hands over every input that its scripts read, and puts none into a script", () => {
  const described = parse(fs.readFileSync(path.join(action, "action.yml"), "utf8"));
  const given = new Set(described.runs.steps.flatMap((step) => Object.keys(step.env ?? {})));
  for (const script of ["audit.sh", "comment.sh", "install.sh"]) {
    for (const [, name] of fs.readFileSync(path.join(action, script), "utf8").matchAll(/\b(INPUT_[A-Z_]+|CONSENTINEL_VERSION|CONSENTINEL_REPOSITORY|CATEGORY|RUN_URL|PULL_REQUEST|COMMIT|COMPLETE)\b/g)) assert.ok(given.has(name), name);
  }
  for (const step of described.runs.steps) {
    assert.ok(!(step.run ?? "").includes("${{"), step.name);
    if (step.uses) assert.match(step.uses, /@[0-9a-f]{40}$/, step.name);
  }
});

// Where the program is built, its own word is held against the counting.
const program = path.join(root, "target/debug/consentinel");
test("what is new is what the program says is new", { skip: !fs.existsSync(program) }, async (context) => {
  const below = folder(context);
  const bundle = path.join(root, "tests/bundles/leaky");
  const evaluate = async (words) => JSON.parse((await run(program, ["evaluate", bundle, "--format", "json", ...words], { cwd: below })).out);
  const whole = await evaluate([]);
  const counts = async (reports) => {
    const file = path.join(below, "reports.json");
    fs.writeFileSync(file, JSON.stringify(reports));
    return (await run("jq", ["-L", action, "-r", "-f", path.join(action, "counts.jq"), file])).out.trim();
  };
  const counted = ({ waived, verdict }) => waived === null && ["finding", "indication"].includes(verdict);
  const all = whole.findings.filter(counted).length;
  assert.ok(all > 1);
  assert.equal(await counts(whole), `${all} ${all}`);
  // A baseline that lacks one of the findings, and one that has them all.
  const file = path.join(below, "baseline.json");
  const gone = whole.findings.find(counted).fingerprint;
  fs.writeFileSync(file, JSON.stringify({ ...whole, findings: whole.findings.filter(({ fingerprint }) => fingerprint !== gone) }));
  const against = await evaluate(["--baseline", file]);
  assert.ok(against.baseline.new.some(({ fingerprint }) => fingerprint === gone));
  const news = new Set(against.baseline.new.map(({ fingerprint }) => fingerprint));
  const expected = against.findings.filter((one) => counted(one) && news.has(one.fingerprint)).length;
  assert.ok(expected > 0 && expected < all, `${expected} of ${all}`);
  assert.equal(await counts(against), `${all} ${expected}`);
  fs.writeFileSync(file, JSON.stringify(whole));
  assert.equal(await counts(await evaluate(["--baseline", file])), `${all} 0`);
});

// A small GitHub: keeps comments, notes who asks.
async function github(context, { comments = [], refuse = null } = {}) {
  const asked = [];
  const server = http.createServer((request, answer) => {
    let body = "";
    request.on("data", (piece) => { body += piece; });
    request.on("end", () => {
      asked.push({ method: request.method, url: request.url, token: request.headers.authorization, body: body && JSON.parse(body).body });
      if (refuse) { answer.writeHead(refuse).end("{}"); return; }
      const page = Number(new URL(request.url, "http://x").searchParams.get("page") ?? 1);
      answer.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(request.method === "GET" ? comments.slice((page - 1) * 100, page * 100) : {}));
    });
  });
  await new Promise((ready) => { server.listen(0, "127.0.0.1", ready); });
  context.after(() => { server.close(); });
  return { asked, url: `http://127.0.0.1:${server.address().port}` };
}

async function comment(context, reports, hub) {
  const { below, env } = runner(context);
  fs.mkdirSync(path.join(below, "consentinel-reports"));
  fs.writeFileSync(path.join(below, "consentinel-reports/consentinel.json"), JSON.stringify(reports));
  const set = {
    ...env, GITHUB_API_URL: hub.url, GITHUB_REPOSITORY: "o/r", GITHUB_TOKEN: "s3cret", CATEGORY: "con sent-->", PULL_REQUEST: "7", COMPLETE: String([reports].flat().every(({ complete }) => complete)), COMMIT: "0123456789abcdef", RUN_URL: "https://github.example/o/r/actions/runs/1",
  };
  return run("bash", [path.join(action, "comment.sh")], { env: set });
}

const MARKER = "<!-- consentinel con-sent--- -->";
const theirs = { id: 5, body: `${MARKER}\nhello`, user: { type: "User" }, author_association: "NONE" };
const ours = { id: 6, body: `${MARKER}\nold`, user: { type: "Bot" }, author_association: "NONE" };

test("where nothing is new and nothing was said, nothing is said", async (context) => {
  const hub = await github(context, { comments: [theirs] });
  const ended = await comment(context, [report([finding("a")], { baseline: since([]) })], hub);
  assert.equal(ended.code, 0, ended.err);
  assert.deepEqual(hub.asked.map(({ method }) => method), ["GET"]);
});

test("new findings make one comment, in which a page can do nothing", async (context) => {
  const hub = await github(context, { comments: [theirs] });
  const hostile = "@octo/team ![x](https://evil.example/a.png) <img src=x> `a` | b\nhttps://evil.example\u202e #1 <!-- -->";
  const ended = await comment(context, [report([finding("a", { message: hostile, state: "`@all`" })], { target: { url: "http://127.0.0.1:4711/", kind: "folder", given: "./public" } })], hub);
  assert.equal(ended.code, 0, ended.err);
  assert.deepEqual(hub.asked.map(({ method, url }) => `${method} ${url}`), ["GET /repos/o/r/issues/7/comments?per_page=100&page=1", "POST /repos/o/r/issues/7/comments"]);
  assert.equal(hub.asked[1].token, "Bearer s3cret");
  const { body } = hub.asked[1];
  assert.ok(body.startsWith(`${MARKER}\n`));
  assert.match(body, /one new finding/);
  assert.match(body, /`.\/public`/);
  assert.ok(!body.includes("4711"));
  const row = body.split("\n").find((line) => line.includes("@octo"));
  assert.equal(row.split("|").length, 6, row);
  assert.equal((row.match(/`/g) ?? []).length % 2, 0);
  assert.ok(!row.replace(/`[^`]*`/g, "").match(/@|http|[<>#]/), row);
  assert.ok(!body.includes("\u202e"));
  assert.ok(!(ended.out + ended.err).includes("s3cret"));
});

test("the comment is found again, on whichever page, and says when nothing is new any more", async (context) => {
  const many = [...Array.from({ length: 100 }, (_, id) => ({ ...theirs, id: id + 100 })), ours];
  const hub = await github(context, { comments: many });
  await comment(context, [report([], { baseline: since([]), complete: false })], hub);
  assert.deepEqual(hub.asked.map(({ method }) => method), ["GET", "GET", "PATCH"]);
  assert.equal(hub.asked[2].url, "/repos/o/r/issues/comments/6");
  assert.match(hub.asked[2].body, /no new finding/);
  assert.match(hub.asked[2].body, /\*\*incomplete\*\*/);
});

test("many are cut, the worst first, and how many more is said", async (context) => {
  const hub = await github(context);
  const findings = [...Array.from({ length: 30 }, (_, at) => finding(`l${at}`, { severity: "low" })), finding("c")];
  await comment(context, [report(findings)], hub);
  const rows = hub.asked[1].body.split("\n").filter((line) => line.startsWith("| ") && line.includes("`"));
  assert.equal(rows.length, 20);
  assert.match(rows[0], /critical/);
  assert.match(hub.asked[1].body, /And 11 more/);
});

test("a fork's token may not comment: that is said and fails nothing", async (context) => {
  const ended = await comment(context, [report([finding("a")])], await github(context, { refuse: 403 }));
  assert.equal(ended.code, 0);
  assert.match(ended.out, /::notice .*pull-requests: write/);
});

test("a released program is taken if its checksum is right, and only then", async (context) => {
  const { below, env } = runner(context);
  const made = path.join(below, "program");
  fs.writeFileSync(made, "#!/bin/sh\necho released\n");
  const packed = await run("sh", [path.join(ci, "archive.sh"), made, path.join(below, "mirror/v0.1.0")]);
  assert.equal(packed.code, 0, packed.err);
  const set = { ...env, CONSENTINEL_VERSION: "v0.1.0", CONSENTINEL_REPOSITORY: "o/r", CONSENTINEL_RELEASES: `file://${encodeURI(below)}/mirror` };
  const taken = await run("bash", [path.join(action, "install.sh")], { env: set });
  assert.deepEqual([taken.code, taken.out.trimEnd().split("\n").at(-1)], [0, "released"], taken.err + taken.out);
  assert.equal(fs.readFileSync(env.GITHUB_PATH, "utf8").trim(), path.join(below, "consentinel-program/bin"));
  fs.appendFileSync(packed.out.trim(), "x");
  const changed = await run("bash", [path.join(action, "install.sh")], { env: set });
  assert.equal(changed.code, 2);
  assert.match(changed.out, /not the one that its checksum/);
  for (const [name, value] of [["CONSENTINEL_VERSION", "../../x"], ["CONSENTINEL_VERSION", "latest"], ["CONSENTINEL_REPOSITORY", ""], ["CONSENTINEL_VERSION", "path"], ["CONSENTINEL_VERSION", "9.9.9"]]) {
    const refused = await run("bash", [path.join(action, "install.sh")], { env: { ...set, [name]: value } });
    assert.equal(refused.code, 2, `${name}=${value}`);
    assert.match(refused.out, /::error title=Consentinel::/);
  }
});

test("the cache's name follows the source, and what is in the cache is taken", async (context) => {
  const { below, env } = runner(context);
  const tree = path.join(below, "tree");
  for (const file of ["Cargo.toml", "Cargo.lock", "build.rs", "rust-toolchain.toml", "src/main.rs", "rules/a.yaml", "reports/b", "ci/shell/audit.sh"]) {
    fs.mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
    fs.writeFileSync(path.join(tree, file), file);
  }
  fs.mkdirSync(path.join(tree, "ci/github"), { recursive: true });
  const set = { ...env, GITHUB_ACTION_PATH: path.join(tree, "ci/github") };
  const key = async () => {
    fs.writeFileSync(env.GITHUB_OUTPUT, "");
    await run("bash", [path.join(action, "install.sh"), "key"], { env: set });
    return outputs(env.GITHUB_OUTPUT).key;
  };
  const first = await key();
  assert.match(first, /^consentinel-Linux-X64-[0-9a-f]{32}$/);
  assert.equal(await key(), first);
  fs.writeFileSync(path.join(tree, "rules/a.yaml"), "other");
  assert.notEqual(await key(), first);
  const bin = path.join(below, "consentinel-program/bin");
  fs.mkdirSync(bin, { recursive: true });
  fs.writeFileSync(path.join(bin, "consentinel"), "#!/bin/sh\necho cached\n", { mode: 0o755 });
  const taken = await run("bash", [path.join(action, "install.sh")], { env: set });
  assert.match(taken.out, /from the cache[\s\S]*cached/);
});

test("what cargo binstall looks for is what the archive is", async (context) => {
  const made = path.join(folder(context), "program");
  fs.writeFileSync(made, "#!/bin/sh\n");
  const build = async (into) => (await run("sh", [path.join(ci, "archive.sh"), made, path.join(path.dirname(made), into)])).out.trim();
  const [one, two] = [await build("one"), await build("two")];
  assert.deepEqual(fs.readFileSync(one), fs.readFileSync(two));
  const cargo = fs.readFileSync(path.join(root, "Cargo.toml"), "utf8");
  const told = (key) => new RegExp(`^${key} = "(.*)"$`, "m").exec(cargo)[1];
  const [, version, target] = /consentinel-(\d+\.\d+\.\d+)-(.*)\.tar\.gz$/.exec(one);
  const filled = (text) => text.replaceAll("{ version }", version).replaceAll("{ target }", target).replaceAll("{ bin }", "consentinel");
  assert.equal(version, told("version"));
  assert.equal(path.basename(filled(told("pkg-url"))), path.basename(one));
  const listed = await run("tar", ["-tzf", one]);
  const times = (await run("tar", ["--utc", "-tvzf", one])).out.trimEnd().split("\n").map((line) => line.split(/\s+/)[3]);
  assert.deepEqual([...new Set(times)], ["1970-01-01"]);
  assert.ok(listed.out.split("\n").includes(filled(told("bin-dir"))), listed.out);
});
