// What public detectors of tampered browsers try, and more. Every difference between a function that is hooked and
// its neighbours that are not is one entry of the answer; the page is served with the hooks and without them.
function lies(realm, textOf) {
  const found = [];
  const say = (what, detail) => found.push(detail === undefined ? what : `${what}: ${detail}`);
  const parts = (owner, name) => Object.getOwnPropertyDescriptor(owner, name) ?? {};
  const { Document, Storage, Element, ShadowRoot, Function, CookieStore } = realm;
  const functions = [
    ["set cookie", parts(Document.prototype, "cookie").set],
    ["setItem", parts(Storage.prototype, "setItem").value],
    ["removeItem", parts(Storage.prototype, "removeItem").value],
    ["clear", parts(Storage.prototype, "clear").value],
    ["attachShadow", parts(Element.prototype, "attachShadow").value],
    ["setHTMLUnsafe", parts(ShadowRoot.prototype, "setHTMLUnsafe").value],
    ["parseHTMLUnsafe", parts(Document, "parseHTMLUnsafe").value],
    ["toString", parts(Function.prototype, "toString").value],
    ...(CookieStore ? [["set", parts(CookieStore.prototype, "set").value], ["delete", parts(CookieStore.prototype, "delete").value]] : []),
    ...(window.furtherNatives ? window.furtherNatives(realm) : []),
  ];
  const thrown = (make) => {
    try {
      make();
      return null;
    } catch (error) {
      return error;
    }
  };
  const kindOf = (error) => (error === null ? "nothing" : `${error.name}`);
  for (const [name, made] of functions) {
    if (typeof made !== "function") {
      say(name, "is gone");
      continue;
    }
    const text = textOf(made);
    if (text !== `function ${name}() { [native code] }`) say(name, `text ${text}`);
    if (`${Reflect.apply(realm.Function.prototype.toString, made, [])}` !== text) say(name, "texts differ");
    if (made + "" !== text || String(made) !== text || made.toString() !== text) say(name, "texts of conversion differ");
    if (Reflect.ownKeys(made).join() !== "length,name") say(name, `keys ${Reflect.ownKeys(made).join()}`);
    if (made.name !== name) say(name, `name ${made.name}`);
    for (const own of ["length", "name"]) {
      const { writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(made, own);
      if (writable || enumerable || !configurable) say(name, `attributes of ${own}`);
    }
    if ("prototype" in made) say(name, "prototype");
    if (Object.getPrototypeOf(made) !== realm.Function.prototype) say(name, "parent");
    if (kindOf(thrown(() => new made())) !== "TypeError") say(name, "can be constructed");
    if (kindOf(thrown(() => class extends made {})) !== "TypeError") say(name, "can be extended");
    if (kindOf(thrown(() => made instanceof made)) !== "TypeError") say(name, "instanceof");
    if (kindOf(thrown(() => made.caller)) !== "TypeError") say(name, "caller");
    if (kindOf(thrown(() => made.arguments)) !== "TypeError") say(name, "arguments");
    const circle = thrown(() => Object.setPrototypeOf(made, Object.create(made)));
    if (!/yclic/.test(circle?.message ?? "")) say(name, `circle ${circle?.message}`);
    Object.setPrototypeOf(made, realm.Function.prototype);
  }
  // The wrong receiver: the same error, the same lines, for what is hooked and for a neighbour that is not.
  const neighbour = parts(Document.prototype, "title").set;
  const shape = (error) => error === null ? "nothing" : [error.name, error.message, (error.stack ?? "").split("\n").slice(1, 3).map((line) => line.replace(/:\d+:\d+\)?$/, "")).join("|"),
    Reflect.ownKeys(error).join(), error instanceof realm.TypeError].join(" / ");
  const strange = (made) => shape(thrown(() => Reflect.apply(made, {}, ["a", "b"])));
  for (const [name, made] of functions) {
    if (name === "toString" || name === "parseHTMLUnsafe" || name === "set" || name === "delete" || /async/.test(made?.mark)) continue;
    if (strange(made) !== strange(neighbour)) say(name, `error ${strange(made)} instead of ${strange(neighbour)}`);
  }
  const wrongText = thrown(() => realm.Function.prototype.toString.call({}));
  const second = wrongText.stack.split("\n")[1];
  if (!/^ {4}at Object\.toString \(<anonymous>\)$/.test(second)) say("toString", `line ${second}`);
  if (wrongText.stack.split("\n").some((line) => /<anonymous>:\d/.test(line))) say("toString", "a line of ours");
  const limit = realm.Error.stackTraceLimit;
  realm.Error.stackTraceLimit = 2;
  const short = thrown(() => realm.Function.prototype.toString.call({})).stack.split("\n").length;
  if (short !== 3) say("toString", `${short} lines of 3`);
  realm.Error.stackTraceLimit = limit;
  // What a page shapes errors with is shown its own calls alone.
  let seen = [];
  realm.Error.prepareStackTrace = (error, sites) => {
    seen = sites.map((site) => site.getFileName() ?? "none");
    return "shaped";
  };
  const shaped = thrown(() => Reflect.apply(parts(Storage.prototype, "setItem").value, {}, ["a", "b"]));
  if (shaped.stack !== "shaped") say("prepareStackTrace", shaped.stack);
  if (seen.includes("none")) say("prepareStackTrace", seen.join());
  document.cookie = "shaped=1";
  if (Object.getOwnPropertyDescriptor(realm.Error, "prepareStackTrace") === undefined) say("prepareStackTrace", "is gone");
  delete realm.Error.prepareStackTrace;
  // Nothing of ours is left where a page can look.
  const keys = Reflect.ownKeys(realm.Error).join();
  if (keys !== "length,name,prototype,captureStackTrace,isError,stackTraceLimit") say("Error", keys);
  /(b)/.exec("abc");
  localStorage.setItem("pattern", "1");
  if (RegExp.$1 !== "b") say("RegExp", RegExp.$1);
  // An object is read once, in order.
  let reads = "";
  const word = (letter) => ({ toString: () => { reads += letter; return letter; } });
  localStorage.setItem(word("k"), word("v"));
  document.cookie = word("c");
  if (reads !== "kvc") say("reads", reads);
  if (localStorage.getItem("k") !== "v") say("reads", "value");
  if (kindOf(thrown(() => { document.cookie = Symbol("s"); })) !== "TypeError") say("symbol", "was taken");
  const own = new Error("mine");
  const before = own.stack;
  const mine = thrown(() => { document.cookie = { toString() { throw own; } }; });
  if (mine !== own || own.stack !== before) say("mine", "was changed");
  localStorage.clear();
  return found;
}

// Those by which browsers are told apart.
window.furtherNatives = (realm) => {
  const natives = [];
  const take = (side, owner, ...names) => {
    for (const name of names) {
      const own = owner && Object.getOwnPropertyDescriptor(owner, name);
      if (own) natives.push([side === "value" ? name : `${side} ${name}`, own[side]]);
    }
  };
  const context = realm.CanvasRenderingContext2D.prototype;
  take("value", context, "fillText", "strokeText", "measureText", "getImageData", "save", "restore");
  take("value", realm.HTMLCanvasElement.prototype, "toDataURL", "toBlob");
  take("value", realm.WebGLRenderingContext?.prototype, "getParameter", "getExtension", "readPixels");
  take("value", realm.AudioBuffer?.prototype, "getChannelData");
  take("get", realm.Navigator.prototype, "hardwareConcurrency", "platform", "plugins", "languages", "deviceMemory");
  take("get", realm.Navigator.prototype, "globalPrivacyControl");
  take("get", realm.Screen.prototype, "width", "colorDepth");
  take("get", realm, "devicePixelRatio", "outerWidth");
  return natives;
};
