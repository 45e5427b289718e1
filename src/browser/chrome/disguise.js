/**
 * The kit by which our scripts stand in for functions of the browser, in the page's own world and before its scripts.
 *
 * Pages are not to notice, and may tamper with every global later. So natives are taken at the start, nothing here
 * iterates, matches by pattern (`RegExp.$1` would tell) or writes to what inherits from a prototype of the page, and
 * what is told goes through the console, whose calls carry a stack that no page can shape.
 *
 * @param {string} secret what only our scripts know; tells our console calls and our question from all others
 * @returns the kit, or `null` if this window has one already
 */
(secret) => {
  "use strict";

  const { apply, defineProperty, deleteProperty, getOwnPropertyDescriptor, ownKeys } = Reflect;
  const { stringify } = JSON;
  const { captureStackTrace } = Error;
  const { debug } = console;
  const { addEventListener, dispatchEvent } = EventTarget.prototype;
  const { preventDefault } = Event.prototype;
  const { indexOf, lastIndexOf, slice, startsWith, toWellFormed } = String.prototype;
  const { get: recall, set: remember } = WeakMap.prototype;
  const PlainError = Error;
  const textOf = String;
  const nativeText = Function.prototype.toString;
  const clock = performance;
  const readStack = getOwnPropertyDescriptor(new Error(), "stack").get;

  if (!apply(dispatchEvent, clock, [new Event(secret, { cancelable: true })])) return null;

  /** Something with fields of its own and nothing from the page. */
  const bare = (fields) => ({ __proto__: null, ...fields });
  const list = () => bare({ length: 0 });
  const push = (to, one) => {
    to[to.length] = one;
    to.length += 1;
  };

  /** JSON of texts, numbers, flags, and of what `bare` and `list` made. */
  const json = (value) => {
    if (typeof value === "string") return stringify(apply(toWellFormed, value, []));
    if (typeof value !== "object" || value === null) return textOf(value);
    const inner = list();
    const listed = "length" in value;
    const keys = ownKeys(value);
    for (let at = 0; at < keys.length; at += 1) {
      if (listed && keys[at] === "length") continue;
      push(inner, listed ? json(value[keys[at]]) : `${stringify(keys[at])}:${json(value[keys[at]])}`);
    }
    let text = "";
    for (let at = 0; at < inner.length; at += 1) text += at === 0 ? inner[at] : `,${inner[at]}`;
    return listed ? `[${text}]` : `{${text}}`;
  };

  /** Tells the visitor. The calls that led here go along. */
  const report = (text) => {
    apply(debug, undefined, [secret, text]);
  };

  /** Sets a property of `Error` for a moment; `null` if the page made that impossible. */
  const forNow = (name, value) => {
    const was = getOwnPropertyDescriptor(PlainError, name);
    const now = bare({ value, writable: true, enumerable: true, configurable: true });
    if (!defineProperty(PlainError, name, was ? bare({ ...now, enumerable: was.enumerable }) : now)) return null;
    return () => (was ? defineProperty(PlainError, name, bare(was)) : deleteProperty(PlainError, name));
  };

  /** Runs `make` while errors have so many lines, shaped by no page; `null` if the page made that impossible. */
  const plainly = (lines, make) => {
    const unshape = forNow("prepareStackTrace", undefined);
    const unlimit = unshape && forNow("stackTraceLimit", lines);
    try {
      return unlimit && make();
    } finally {
      if (unlimit) unlimit();
      if (unshape) unshape();
    }
  };

  const find = (text, what, from) => apply(indexOf, text, [what, from]);
  const cut = (text, from, to) => apply(slice, text, [from, to]);

  /** The place in one line of a stack: `{ url, line, column }`, or `null` where there is no address. */
  const place = (line) => {
    const end = line[line.length - 1] === ")" ? line.length - 1 : line.length;
    const column = apply(lastIndexOf, line, [":", end]);
    const row = apply(lastIndexOf, line, [":", column - 1]);
    const open = apply(lastIndexOf, line, ["(", row]);
    if (row < 0) return null;
    let url = cut(line, open < 0 ? find(line, "at ", 0) + 3 : open + 1, row);
    if (apply(startsWith, url, ["async "])) url = cut(url, 6, url.length);
    if (find(url, ":", 0) < 0 || url[0] === "<" || find(url, " ", 0) >= 0) return null;
    return bare({ url, line: +cut(line, row + 1, column), column: +cut(line, column + 1, end) });
  };

  /** The innermost calling place that has an address, or `null`. `depth` is how many lines are looked at. */
  const caller = (depth) => {
    const stack = plainly(depth, () => apply(readStack, new PlainError(), []));
    if (typeof stack !== "string") return null;
    for (let from = find(stack, "\n", 0); from >= 0; ) {
      const next = find(stack, "\n", from + 1);
      const found = place(cut(stack, from + 1, next < 0 ? stack.length : next));
      if (found) return found;
      from = next;
    }
    return null;
  };

  const natives = new WeakMap();
  const texts = bare({});
  const standing = list();

  /** Whether nothing in `args` can run code of the page when it is read. */
  const plain = (args) => {
    for (let at = 0; at < args.length; at += 1) {
      if ((typeof args[at] === "object" && args[at] !== null) || typeof args[at] === "function") return false;
    }
    return true;
  };

  /** An error of the native shows the calls as if we were not there; one of the page is left as it is. */
  const natural = (error, args, standIn) => {
    try {
      const stack = getOwnPropertyDescriptor(error, "stack");
      const message = getOwnPropertyDescriptor(error, "message");
      const natives = stack && stack.get === readStack && (plain(args) || (message && message.value === "Illegal invocation"));
      if (natives) captureStackTrace(error, standIn);
    } catch {
      // Not every thing that is thrown is an error.
    }
    return error;
  };

  /** Whether a native getter accepts `self`. */
  const fits = (brand, self) => {
    try {
      apply(brand, self, []);
      return true;
    } catch {
      // The native will say so.
      return false;
    }
  };

  /** A method: it has no `prototype` and cannot be constructed, as natives. All have this one text. */
  const make = (native, watch, count, brand) => {
    const donor = {
      standIn(...args) {
        // Here and not in a function of its own: what a page runs when it is read sees one call of ours, not more.
        if (count > 0 && args.length >= count && !plain(args) && fits(brand, this)) {
          for (let at = 0; at < count; at += 1) if (typeof args[at] !== "symbol") args[at] = `${args[at]}`;
        }
        let result;
        try {
          result = apply(native, this, args);
        } catch (error) {
          throw natural(error, args, donor.standIn);
        }
        watch(this, args, result);
        return result;
      },
    };
    return donor.standIn;
  };

  const textAs = (name) => `function ${name}() { [native code] }`;

  /** Gives `made` the outside of `native`, under a name of its own if one is given. */
  const pose = (made, native, name) => {
    texts[apply(nativeText, made, [])] = true;
    apply(remember, natives, [made, name ? textAs(name) : apply(nativeText, native, [])]);
    defineProperty(made, "length", getOwnPropertyDescriptor(native, "length"));
    const named = getOwnPropertyDescriptor(native, "name");
    defineProperty(made, "name", name ? { ...named, value: name } : named);
    return made;
  };

  /**
   * Puts a stand-in in the place of `part` (`get`, `set` or `value`) of a property.
   *
   * @param {string} label what it is called in reports
   * @param {(self, args, result) => void} watch is called after the native returned; what it throws goes nowhere
   * @param {number} [count] how many arguments are texts: objects among them are read once, as the native would
   * @param {() => unknown} [brand] a native getter that throws where the native would, before it reads arguments
   */
  const replace = (owner, name, part, label, watch, count = 0, brand = undefined) => {
    const was = owner && getOwnPropertyDescriptor(owner, name);
    if (!was || typeof was[part] !== "function") return;
    const quietly = (self, args, result) => {
      try {
        watch(self, args, result);
      } catch {
        // A page must never notice that somebody listens.
      }
    };
    const standIn = pose(make(was[part], quietly, count, brand), was[part]);
    if (!defineProperty(owner, name, { ...was, [part]: standIn })) throw new PlainError(`${label} cannot be hooked`);
    push(standing, bare({ owner, name, part, label, standIn }));
  };

  /** Labels of what the page put something else in the place of. */
  const replaced = () => {
    const gone = list();
    for (let at = 0; at < standing.length; at += 1) {
      const { owner, name, part, label, standIn } = standing[at];
      const now = getOwnPropertyDescriptor(owner, name);
      if (!now || bare(now)[part] !== standIn) push(gone, label);
    }
    return gone;
  };

  /** Text of a function as if nobody stood in for anything, whatever window a stand-in comes from. */
  const disguisedText = (asked) => {
    const known = apply(recall, natives, [asked]);
    if (known) return known;
    const text = apply(nativeText, asked, []);
    if (!(text in texts)) return text;
    const name = getOwnPropertyDescriptor(asked, "name");
    return textAs(name && typeof name.value === "string" ? name.value : "");
  };

  const lineOf = (text, from) => cut(text, from, find(text, "\n", from + 1) < 0 ? text.length : find(text, "\n", from + 1));

  /** What the native says of something that is no function: its own line and the page's, none of ours. */
  const textError = (error, standIn) => {
    const shaper = getOwnPropertyDescriptor(PlainError, "prepareStackTrace");
    const limit = getOwnPropertyDescriptor(PlainError, "stackTraceLimit");
    const lines = limit ? limit.value : 0;
    if (shaper || !(lines >= 1)) return natural(error, [], standIn);
    const whole = plainly(lines, () => apply(readStack, error, []));
    const pages = plainly(lines - 1, () => {
      captureStackTrace(error, standIn);
      return apply(readStack, error, []);
    });
    if (typeof whole !== "string" || typeof pages !== "string") return natural(error, [], standIn);
    const head = find(whole, "\n    at ", 0);
    if (head >= 0) error.stack = cut(whole, 0, head) + lineOf(whole, head) + cut(pages, head, pages.length);
    return error;
  };

  const textDonor = {
    toString() {
      try {
        return disguisedText(this);
      } catch (error) {
        throw textError(error, textDonor.toString);
      }
    },
  };
  defineProperty(Function.prototype, "toString", {
    ...getOwnPropertyDescriptor(Function.prototype, "toString"),
    value: pose(textDonor.toString, nativeText),
  });

  const asked = list();
  apply(addEventListener, clock, [
    secret,
    (event) => {
      apply(preventDefault, event, []);
      for (let at = 0; at < asked.length; at += 1) asked[at]();
    },
  ]);

  /** Has `answer` called whenever the visitor asks from its own world. */
  const whenAsked = (answer) => push(asked, answer);

  return bare({ bare, list, push, json, report, caller, natural, pose, replace, replaced, whenAsked });
};
