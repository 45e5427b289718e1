// Pages that fight, by the last part of their address. Each writes the cookie `kept` in line 4 of its own script.
const fights = {
  redefined: `const own = Object.getOwnPropertyDescriptor(Document.prototype, "cookie");
    Object.defineProperty(document, "cookie", { get: () => "", set() {}, configurable: true });
    document.cookie = "swallowed=1";
    delete document.cookie; document.cookie = "kept=1";
    Object.defineProperty(Document.prototype, "cookie", { ...own, set(value) { own.set.call(this, value); } });`,
  frozen: `for (const one of [Document, Storage, Object, Array, Function]) Object.freeze(one.prototype);
    Object.defineProperty(Error, "prepareStackTrace", { value: () => { document.title = "noticed"; return "lie"; } });
    Object.defineProperty(Error, "stackTraceLimit", { value: 0, writable: false, configurable: false }); Object.freeze(Error);
    document.cookie = "kept=1";`,
  poisoned: `for (const name of ["JSON", "Reflect", "WeakMap", "console", "performance", "Event", "EventTarget"]) delete window[name];
    for (const one of [Array, Object, String]) one.prototype.toJSON = () => "lie"; String.prototype.slice = () => "lie"; Array.prototype[Symbol.iterator] = function* () { yield "lie"; };
    for (const name of ["url", "raw", "get", "value", "0"]) Object.defineProperty(Object.prototype, name, { set() { document.title = "noticed"; }, get: () => undefined, configurable: true });
    document.cookie = "kept=1";`,
  flooding: `
    for (let at = 0; at < 6000; at += 1) document.cookie = "flood=" + at;
    document.cookie = "last=1";
    `,
  throwing: `const evil = (what) => ({ toString() { throw what; }, valueOf() { throw what; } });
    for (const what of [null, 1, new Error("evil"), { get stack() { document.title = "noticed"; return ""; } }])
    { try { document.cookie = evil(what); document.title = "swallowed"; } catch (thrown) { if (thrown !== what) document.title = "changed"; } }
    document.cookie = "kept=1";`,
  opened: `addEventListener("load", () => {
    document.open(); document.write("<title>opened</title><p>Words that were written.</p>");
    document.write("<script>document.write('<script>document.cookie = \\\\'nested=1\\\\'<\\\\/script>')<\\/script>");
    document.close(); document.cookie = "kept=1"; });`,
};
