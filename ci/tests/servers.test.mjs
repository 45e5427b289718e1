// What runs on servers: ci/cron/nightly.sh, the words of GitLab's job, and Docker's seccomp profile.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { parseAllDocuments } from "yaml";
import { ci, doubled, folder, noted, report, root, run } from "./kit.mjs";

function night(context) {
  const below = folder(context);
  const env = {
    PATH: `${doubled(below)}:${process.env.PATH}`, DOUBLE_ARGUMENTS: path.join(below, "arguments"),
    DOUBLE_REPORT: JSON.stringify([report([])]), DOUBLE_SAYS: "tables\n",
  };
  const place = path.join(below, "place");
  return { below, place, env, go: (more = {}) => run("sh", [path.join(ci, "cron/nightly.sh"), place, "./public"], { env: { ...env, ...more }, cwd: below }) };
}

test("a good night is silent, a bad one tells all, and both are kept", async (context) => {
  const { place, go } = night(context);
  const good = await go();
  assert.deepEqual([good.code, good.out, good.err], [0, "", ""]);
  assert.ok(fs.existsSync(path.join(place, "latest/consentinel.json")));
  assert.match(fs.readFileSync(path.join(place, "latest/log.txt"), "utf8"), /tables/);
  for (const old of fs.readdirSync(path.join(place, "runs"))) fs.renameSync(path.join(place, "runs", old), path.join(place, "runs/2020-01-01T00-00-00Z"));
  const bad = await go({ DOUBLE_CODE: "3" });
  assert.equal(bad.code, 3);
  assert.match(bad.out, /tables[\s\S]*could not be observed[\s\S]*exit code 3/);
  assert.equal(fs.readdirSync(path.join(place, "runs")).length, 2);
});

test("whoever types what the READMEs say has all that cron and the unit name", () => {
  const read = (file) => fs.readFileSync(path.join(ci, file), "utf8");
  for (const [readme, uses] of [["cron/README.md", "cron/consentinel.crontab"], ["systemd/README.md", "systemd/consentinel.service"]]) {
    const typed = [...read(readme).matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => block).join("\n").split("\n");
    const named = new Set([...read(uses).matchAll(/(?<![-\w])\/(?:usr\/local\/bin|etc\/consentinel)\/[\w.-]+/g)].map(([file]) => file));
    named.delete("/etc/consentinel/environment"); // It may be missing: EnvironmentFile=-
    assert.ok(named.size >= 3, `${uses}: ${[...named]}`);
    for (const file of [...named, "/usr/local/bin/consentinel"]) assert.ok(typed.some((line) => line.startsWith("sudo install ") && line.endsWith(` ${file}`)), `${readme}: ${file}`);
    const folder = typed.indexOf("sudo install -d /etc/consentinel");
    assert.ok(folder >= 0 && folder < typed.findIndex((line) => line.endsWith("/etc/consentinel/consentinel.yaml")), readme);
    const packages = typed.find((line) => line.startsWith("sudo apt-get install ")) ?? "";
    for (const name of ["chromium", "jq", "util-linux"]) assert.ok(packages.split(" ").includes(name), `${readme}: ${name}`);
  }
});

test("old runs go, and nothing else does", async (context) => {
  const { place, go } = night(context);
  for (const name of ["2020-01-01T00-00-00Z", "2020-01-02T00-00-00Z", "2020-01-03T00-00-00Z", "by hand"]) fs.mkdirSync(path.join(place, "runs", name), { recursive: true });
  await go({ CONSENTINEL_KEEP: "2" });
  const left = fs.readdirSync(path.join(place, "runs")).sort();
  assert.equal(left.length, 3);
  assert.deepEqual([left[0], left[2]], ["2020-01-03T00-00-00Z", "by hand"]);
  for (const wrong of ["0", "all", "-1"]) assert.equal((await go({ CONSENTINEL_KEEP: wrong })).code, 2, wrong);
});

test("one run at a time", async (context) => {
  const { place, go } = night(context);
  fs.mkdirSync(place);
  const holder = spawn("flock", [path.join(place, "lock"), "cat"]);
  const ended = once(holder, "close");
  holder.stdin.write("held");
  await once(holder.stdout, "data");
  const second = await go();
  holder.stdin.end();
  await ended;
  assert.equal(second.code, 75);
  assert.match(second.err, /still under way/);
  assert.equal((await go()).code, 0);
});

test("the baseline is what a person put there", async (context) => {
  const { place, go, env } = night(context);
  await go();
  assert.ok(!noted(env.DOUBLE_ARGUMENTS).includes("--baseline"));
  fs.rmSync(path.join(place, "runs"), { recursive: true });
  fs.writeFileSync(path.join(place, "baseline.json"), "accepted");
  await go();
  const words = noted(env.DOUBLE_ARGUMENTS);
  assert.equal(words[words.indexOf("--baseline") + 1], path.join(place, "baseline.json"));
  assert.equal(fs.readFileSync(path.join(place, "baseline.json"), "utf8"), "accepted");
});

test("the words of GitLab's job are taken apart at spaces and nowhere else", async (context) => {
  const below = folder(context);
  const bin = doubled(below);
  fs.symlinkSync(path.join(ci, "shell/audit.sh"), path.join(bin, "consentinel-audit"));
  fs.writeFileSync(path.join(below, "public.html"), "");
  const [, template] = parseAllDocuments(fs.readFileSync(path.join(ci, "gitlab/consentinel.gitlab-ci.yml"), "utf8"));
  const [job] = Object.values(template.toJS());
  const heard = path.join(below, "arguments");
  const env = {
    PATH: `${bin}:${process.env.PATH}`, DOUBLE_ARGUMENTS: heard, DOUBLE_CODE: "3", DOUBLE_REPORT: JSON.stringify([report([], { complete: false })]),
    ...job.variables, CONSENTINEL_TARGETS: "./publi* https://shop.example/*?a=$(touch${IFS}pwned)", CONSENTINEL_ARGUMENTS: "--profile fr-cnil,tcf", CONSENTINEL_BASELINE: "none.json",
  };
  const ended = await run("sh", ["-e", "-c", job.script.join("\n")], { env, cwd: below });
  assert.equal(ended.code, 3, ended.err);
  const words = noted(heard);
  assert.deepEqual(words.slice(words.indexOf("--profile")), ["--profile", "fr-cnil,tcf", "--", "./publi*", "https://shop.example/*?a=$(touch${IFS}pwned)"]);
  assert.ok(!fs.existsSync(path.join(below, "pwned")));
  const left = fs.readdirSync(path.join(below, "consentinel-reports"));
  assert.ok(left.includes("junit.xml") && !left.includes("gl-code-quality-report.json"), left.join());
  for (const file of Object.values(job.artifacts.reports)) assert.ok(words.some((word) => word.endsWith(`=${file}`)), file);
  assert.equal(job.allow_failure, undefined);
});

test("the seccomp profile gains one rule and loses none", async (context) => {
  const below = folder(context);
  const make = async (text) => {
    fs.writeFileSync(path.join(below, "default.json"), text);
    return run("sh", ["-c", 'sh "$0" <"$1"', path.join(ci, "docker/seccomp.sh"), path.join(below, "default.json")]);
  };
  const before = { defaultAction: "SCMP_ACT_ERRNO", syscalls: [{ names: ["read"], action: "SCMP_ACT_ALLOW" }] };
  const after = JSON.parse((await make(JSON.stringify(before))).out);
  assert.deepEqual(after.syscalls[0], before.syscalls[0]);
  assert.deepEqual(after.syscalls[1].names, ["clone", "unshare", "chroot"]);
  assert.equal(after.syscalls.length, 2);
  for (const wrong of ["{}", "[]", "no json"]) assert.notEqual((await make(wrong)).code, 0, wrong);
});

test("what .dockerignore leaves is a package that Cargo can read, with all that the Dockerfile copies", async (context) => {
  const below = folder(context);
  const ignored = fs.readFileSync(path.join(root, ".dockerignore"), "utf8").split("\n").filter((line) => line && !line.startsWith("#"));
  const stays = (file) => !ignored.some((one) => (one.startsWith("**/") ? file.split("/").includes(one.slice(3)) : file === one || file.startsWith(`${one}/`)));
  const listed = await run("git", ["-C", root, "ls-files", "-z"]);
  const files = listed.out.split("\0").filter((file) => file && stays(file) && fs.existsSync(path.join(root, file)));
  for (const file of files) {
    fs.mkdirSync(path.dirname(path.join(below, file)), { recursive: true });
    fs.copyFileSync(path.join(root, file), path.join(below, file));
  }
  const read = await run("cargo", ["metadata", "--offline", "--no-deps", "--format-version", "1"], { cwd: below, env: process.env });
  assert.equal(read.code, 0, read.err);
  const copied = fs.readFileSync(path.join(ci, "docker/Dockerfile"), "utf8").split("\n").filter((line) => line.startsWith("COPY ") && !line.includes("--from")).flatMap((line) => line.split(" ").filter((word) => !word.startsWith("-")).slice(1, -1));
  for (const file of copied) assert.ok(file === "." || files.includes(file), file);
  assert.ok(copied.includes("ci/shell/audit.sh"));
});
