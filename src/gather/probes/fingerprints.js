// Runs in every frame before the page's own scripts: counts, for each script, the calls by which browsers are told
// apart. What is counted is told in batches, so that a page that calls often is not slowed.
(report, kit) => {
  "use strict";

  // So often it is asked who calls a member, then only each so many calls, and at last no more. Methods take longer
  // than asking, properties do not.
  const ALWAYS_ASKED = 4000;
  const PROPERTY_ALWAYS_ASKED = 400;
  const ASKED_EACH = 16;
  const MOST_ASKED = 8000;
  // So many entries have a line and a column; then those of one script are told as one, and where there are too many
  // scripts, each member is told for nobody.
  const MOST_ENTRIES = 400;
  const MOST_SCRIPTS = 400;
  const MOST_ARGUMENTS = 128;
  const MOST_CHARACTERS = 200;
  const STACK_LINES = 12;

  const { bare, list, push, json, caller, replace, whenAsked } = kit;
  const { apply, getOwnPropertyDescriptor } = Reflect;
  const { slice } = String.prototype;
  const { has, add } = WeakSet.prototype;
  const textOf = String;
  const ownDocument = document;
  const addressOf = getOwnPropertyDescriptor(Document.prototype, "URL").get;
  const getter = (owner, name) => {
    const own = owner && getOwnPropertyDescriptor(owner, name);
    return own && own.get;
  };

  // Entries by member and script, and those of them that have something to tell.
  const entries = bare({});
  let due = list();
  let known = 0;
  let scripts = 0;

  const flush = () => {
    if (due.length === 0) return;
    const calls = list();
    for (let at = 0; at < due.length; at += 1) {
      const { interface: part, member, place, fresh, told, cut } = due[at];
      push(calls, bare({ interface: part, member, place, calls: fresh, arguments: told, cut }));
      due[at].fresh = 0;
      due[at].told = list();
      due[at].due = false;
    }
    due = list();
    report(json(bare({ what: "probes", frame: apply(addressOf, ownDocument, []), calls })));
  };

  const enter = (key, { part, member }, place, nobody) => {
    const entry = bare({ interface: part, member, place, fresh: 0, total: 0, seen: bare({}), kinds: 0, told: list() });
    // What is cut and has no place was counted for nobody.
    entry.nobody = nobody;
    entry.cut = nobody;
    entry.due = false;
    entries[key] = entry;
    return entry;
  };

  const entryOf = (watched) => {
    let place = null;
    watched.calls += 1;
    const asks = watched.asked < watched.always || (watched.calls % ASKED_EACH === 0 && watched.asked < MOST_ASKED);
    if (asks) {
      watched.asked += 1;
      place = caller(STACK_LINES);
    }
    // What is not asked for is counted for nobody: asking each time would slow the page.
    const where = place ? `${place.url} ${place.line} ${place.column}` : "";
    const key = `${asks} ${watched.part} ${watched.member} ${where}`;
    if (entries[key]) return entries[key];
    if (known < MOST_ENTRIES) {
      known += 1;
      return enter(key, watched, place, !asks);
    }
    const ofScript = `script ${watched.part} ${watched.member} ${place ? place.url : ""}`;
    if (place && entries[ofScript]) return entries[ofScript];
    if (place && scripts < MOST_SCRIPTS) {
      scripts += 1;
      return enter(ofScript, watched, place, false);
    }
    const ofNobody = `nobody ${watched.part} ${watched.member}`;
    return entries[ofNobody] || enter(ofNobody, watched, null, true);
  };

  const argue = (entry, argument) => {
    const text = apply(slice, argument, [0, MOST_CHARACTERS]);
    if (text in entry.seen) return;
    if (entry.kinds >= MOST_ARGUMENTS) {
      entry.cut = true;
      return;
    }
    entry.kinds += 1;
    entry.seen[text] = true;
    push(entry.told, text);
  };

  const count = (watched, argument) => {
    const entry = entryOf(watched);
    entry.fresh += 1;
    entry.total += 1;
    if (argument !== null) argue(entry, argument);
    if (!entry.due) {
      entry.due = true;
      push(due, entry);
    }
    // The first call of each is told at once, and then each time there are four times as many: little is lost where a
    // page goes away before it is asked. Where the page hides who calls, each report carries its own calls.
    const power = (entry.total & (entry.total - 1)) === 0 && entry.total % 3 === 1;
    if (power || (!entry.place && !entry.nobody)) flush();
  };

  /** Watches a member. `argument` makes what is told of a call a text, or `null`. */
  const watch = (part, owner, member, argument = () => null, side = "value") => {
    const always = side === "get" ? PROPERTY_ALWAYS_ASKED : ALWAYS_ASKED;
    const watched = bare({ part, member, always, calls: 0, asked: 0 });
    replace(owner, member, side, `${part} ${member}`, (self, args) => count(watched, argument(self, args)));
  };
  const get = (part, owner, members) => {
    for (const member of members) watch(part, owner, member, () => null, "get");
  };
  const call = (part, owner, members) => {
    for (const member of members) watch(part, owner, member);
  };
  const word = (value) => (typeof value === "string" || typeof value === "number" ? textOf(value) : null);
  const prototypeOf = (name) => {
    const made = getOwnPropertyDescriptor(globalThis, name);
    return made && typeof made.value === "function" ? made.value.prototype : undefined;
  };

  const canvases = () => {
    const canvas = prototypeOf("HTMLCanvasElement");
    const offscreen = prototypeOf("OffscreenCanvas");
    const drawnOn = new WeakSet();
    const sizeOf = (owner) => {
      const [width, height] = [getter(owner, "width"), getter(owner, "height")];
      return (self) => `${apply(width, self, [])}x${apply(height, self, [])}`;
    };
    const contexts = (owner) => {
      const context = owner[0];
      if (!context) return;
      const fill = getter(context, "fillStyle");
      const stroke = getter(context, "strokeStyle");
      const font = getter(context, "font");
      const of = getter(context, "canvas");
      const colour = (style, self) => {
        const value = apply(style, self, []);
        return typeof value === "string" ? value : "pattern";
      };
      const drawn = (style) => (self, args) => {
        apply(add, drawnOn, [apply(of, self, [])]);
        return `${colour(style, self)} | ${word(args[0]) ?? ""}`;
      };
      watch("canvas", context, "fillText", drawn(fill));
      watch("canvas", context, "strokeText", drawn(stroke));
      watch("canvas", context, "getImageData", (self, args) => {
        const text = apply(has, drawnOn, [apply(of, self, [])]) ? ", text" : "";
        return `${word(args[2]) ?? "?"}x${word(args[3]) ?? "?"}${text}`;
      });
      call("canvas", context, ["save", "restore"]);
      watch("font", context, "measureText", (self, args) => `${apply(font, self, [])} | ${word(args[0]) ?? ""}`);
    };
    const read = (owner, members) => {
      if (!owner) return;
      const size = sizeOf(owner);
      for (const member of members) {
        watch("canvas", owner, member, (self) => size(self) + (apply(has, drawnOn, [self]) ? ", text" : ""));
      }
    };
    contexts([prototypeOf("CanvasRenderingContext2D")]);
    contexts([prototypeOf("OffscreenCanvasRenderingContext2D")]);
    read(canvas, ["toDataURL", "toBlob"]);
    read(offscreen, ["convertToBlob"]);
    watch("font", prototypeOf("FontFaceSet"), "check", (self, args) => word(args[0]));
  };

  const webgl = () => {
    const first = (self, args) => word(args[0]);
    for (const name of ["WebGLRenderingContext", "WebGL2RenderingContext"]) {
      const context = prototypeOf(name);
      watch("web-gl", context, "getParameter", first);
      watch("web-gl", context, "getExtension", first);
      watch("web-gl", context, "readPixels", (self, args) => `${word(args[2]) ?? "?"}x${word(args[3]) ?? "?"}`);
      call("web-gl", context, ["getSupportedExtensions", "getShaderPrecisionFormat", "getContextAttributes"]);
    }
  };

  const audio = () => {
    const lengthOf = getter(prototypeOf("OfflineAudioContext"), "length");
    const kind = (self) => {
      try {
        apply(lengthOf, self, []);
        return "offline";
      } catch {
        return "live";
      }
    };
    const context = prototypeOf("BaseAudioContext");
    for (const member of ["createOscillator", "createDynamicsCompressor", "createAnalyser"]) {
      watch("audio", context, member, kind);
    }
    call("audio", prototypeOf("OfflineAudioContext"), ["startRendering"]);
    call("audio", prototypeOf("AudioBuffer"), ["getChannelData", "copyFromChannel"]);
    call("audio", prototypeOf("AnalyserNode"), ["getFloatFrequencyData", "getByteFrequencyData"]);
  };

  const network = () => {
    const connection = prototypeOf("RTCPeerConnection");
    call("web-rtc", connection, ["createDataChannel", "createOffer", "setLocalDescription"]);
    watch("web-rtc", connection, "onicecandidate", () => null, "set");
    call("web-rtc", prototypeOf("MediaDevices"), ["getUserMedia", "enumerateDevices"]);
    call("battery", prototypeOf("Navigator"), ["getBattery"]);
  };

  const device = () => {
    get("navigator", prototypeOf("Navigator"), [
      "appVersion", "connection", "deviceMemory", "doNotTrack", "hardwareConcurrency", "languages", "maxTouchPoints",
      "mimeTypes", "pdfViewerEnabled", "platform", "plugins", "productSub", "vendor", "webdriver",
    ]);
    call("navigator", prototypeOf("Navigator"), ["getGamepads", "javaEnabled"]);
    watch("navigator", prototypeOf("NavigatorUAData"), "getHighEntropyValues");
    watch("navigator", prototypeOf("Permissions"), "query");
    watch("navigator", prototypeOf("SpeechSynthesis"), "getVoices");
    watch("navigator", prototypeOf("StorageManager"), "estimate");
    watch("navigator", prototypeOf("Keyboard"), "getLayoutMap");
    get("screen", prototypeOf("Screen"), [
      "availHeight", "availLeft", "availTop", "availWidth", "colorDepth", "height", "orientation", "pixelDepth", "width",
    ]);
    get("screen", globalThis, ["devicePixelRatio", "outerHeight", "outerWidth", "screenX", "screenY"]);
  };

  canvases();
  webgl();
  audio();
  network();
  device();
  whenAsked(flush);
}
