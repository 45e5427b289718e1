// What the tests of the pipelines' scripts share: folders that vanish, programs that are run, reports that are made up.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
export const ci = path.dirname(here);
export const root = path.dirname(ci);

/** A folder that goes away with the test. */
export function folder(test) {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), "consentinel ci "));
  test.after(() => fs.rmSync(made, { recursive: true, force: true }));
  return made;
}

/** A folder for the PATH in which `consentinel` is the double. */
export function doubled(below) {
  const bin = path.join(below, "bin");
  fs.mkdirSync(bin);
  fs.symlinkSync(path.join(here, "double.sh"), path.join(bin, "consentinel"));
  return bin;
}

/** The arguments that the double noted; none where it was never called. */
export function noted(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8").split("\0").slice(0, -1) : null;
}

/** Runs a program to its end: code, what it printed, what it complained of. */
export function run(command, words, { env = {}, cwd } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, { cwd, env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    let out = "";
    let err = "";
    child.stdout.on("data", (piece) => { out += piece; });
    child.stderr.on("data", (piece) => { err += piece; });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, out, err }));
  });
}

/** What `GITHUB_OUTPUT` holds, by name. */
export function outputs(file) {
  const lines = fs.readFileSync(file, "utf8").split("\n").filter(Boolean);
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}

/** A finding as `report.json` has it, with what the test cares for. */
export function finding(fingerprint, more = {}) {
  return {
    rule: "pre-consent-tracking-cookie", title: "Tracking cookie stored before any choice", severity: "critical", verdict: "finding",
    message: "_ga was stored", state: "none", fingerprint, waived: null, ...more,
  };
}

/** A report of one site. */
export function report(findings, more = {}) {
  return {
    format: { name: "consentinel.report", version: "1.1" }, complete: true,
    target: { url: "http://shop.example/", final_url: "http://shop.example/" }, findings, ...more,
  };
}

/** What a report says of its baseline, of which these findings are new. */
export function since(fingerprints, more = {}) {
  return { new: fingerprints.map((fingerprint) => ({ fingerprint, why: "not-there" })), unchanged: [], fixed: [], not_known: [], ...more };
}
