// What lies in the databases, caches and service workers of a frame's origin, read piece by piece, because answers
// come only while page time goes on: the first call begins, each further one tells whether something is still
// awaited, and one with `stop` takes what came until then. Nothing is made, upgraded or kept open: a database that is
// wanted by the page is let go at once.
(args) => {
  const SLOT = "readingOfDatabases";

  // How much of one value is told: a value may hold one and the same part many times over.
  const MOST_PARTS = 5000;
  const MOST_CHARACTERS = 1000000;

  // Values as JSON: what JSON does not know is told by what it is.
  const plain = (value) => {
    const seen = [];
    let parts = MOST_PARTS;
    let characters = MOST_CHARACTERS;
    let cut = false;
    const CUT = { is: "cut" };
    const word = (text) => {
      const kept = text.slice(0, characters);
      characters -= kept.length;
      if (kept.length < text.length) cut = true;
      return kept;
    };
    // No more than there is room for is read of what holds many.
    const each = (held) => {
      const read = [];
      for (const part of held) {
        if (parts <= 0 || characters <= 0) {
          cut = true;
          read.push(CUT);
          break;
        }
        read.push(of(part));
      }
      return read;
    };
    const fields = (held) => {
      const read = [];
      for (const name of Object.keys(held)) {
        if (parts <= 0 || characters <= 0) {
          cut = true;
          read.push(["cut", CUT]);
          break;
        }
        read.push([word(name), of(held[name])]);
      }
      return Object.fromEntries(read);
    };
    const kind = (part) => Object.prototype.toString.call(part).slice(8, -1);
    const hex = (bytes) => Array.from(bytes.subarray(0, 256), (byte) => byte.toString(16).padStart(2, "0")).join("");
    const of = (part) => {
      if (typeof part === "bigint") return `${part}n`;
      if (typeof part === "number" && !Number.isFinite(part)) return String(part);
      parts -= 1;
      if (typeof part === "string") return word(part);
      if (typeof part !== "object" || part === null) return part;
      if (seen.includes(part)) return { is: "again" };
      seen.push(part);
      try {
        if (Array.isArray(part)) return each(part);
        if (part instanceof Date) return Number.isNaN(+part) ? "Invalid Date" : part.toISOString();
        if (part instanceof Map) return { is: "Map", entries: each(part) };
        if (part instanceof Set) return { is: "Set", values: each(part) };
        if (part instanceof Blob) return { is: kind(part), type: part.type, bytes: part.size };
        if (part instanceof ArrayBuffer) return { is: "ArrayBuffer", bytes: part.byteLength, hex: hex(new Uint8Array(part)) };
        if (ArrayBuffer.isView(part)) {
          const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
          return { is: kind(part), bytes: part.byteLength, hex: hex(bytes) };
        }
        if (kind(part) !== "Object") return { is: kind(part), text: word(String(part)) };
        return fields(part);
      } finally {
        seen.pop();
      }
    };
    const whole = of(value);
    return { text: JSON.stringify(whole) ?? "undefined", cut };
  };
  const json = (value) => plain(value).text;
  const name = (key) => (typeof key === "string" ? key : json(key)).slice(0, args.characters);

  const begin = () => {
    const items = [];
    const unread = [];
    const awaited = new Map();
    const opened = new Set();
    const under = new Set();
    let stopped = false;
    let room = args.whole;

    const keep = (area, key, value, cut) => {
      room -= value.length + key.length;
      items.push({ area, key, value: value.slice(0, args.characters), length: value.length, cut });
    };
    const full = () => items.length >= args.most || room <= 0;
    const lack = (area, why) => unread.push({ area, why });

    // Each piece of work is awaited by itself. Frames without storage of their own have nothing that could be read.
    const job = async (area, what, work) => {
      const mark = Symbol(what);
      awaited.set(mark, { area, what });
      try {
        await work();
      } catch (error) {
        if (error?.name !== "SecurityError" && !stopped) lack(area, `${what}: ${error?.message || error}`);
      } finally {
        awaited.delete(mark);
      }
    };

    const connect = (database) => new Promise((resolve, reject) => {
      const request = indexedDB.open(database);
      let gone = false;
      // It was deleted since its name was told: nothing is made in its place.
      request.onupgradeneeded = () => {
        gone = true;
        request.transaction.abort();
      };
      request.onsuccess = () => {
        if (stopped) return request.result.close();
        return resolve(request.result);
      };
      request.onerror = (event) => {
        event.preventDefault();
        if (gone) resolve(null);
        else reject(request.error);
      };
    });

    const records = (connection, store, read) => new Promise((resolve, reject) => {
      const transaction = connection.transaction(store, "readonly");
      under.add(transaction);
      const done = (settle, with_what) => {
        under.delete(transaction);
        settle(with_what);
      };
      const source = transaction.objectStore(store);
      const request = read === "keys" ? source.openKeyCursor() : source.openCursor();
      let short = null;
      request.onsuccess = () => {
        const cursor = request.result;
        if (!cursor) return undefined;
        if (full()) {
          short = new Error(`only the first ${items.length} entries were read`);
          return undefined;
        }
        const key = `${connection.name}/${store}/${name(cursor.primaryKey)}`;
        if (read === "keys") keep("indexed-db", key, "", true);
        else {
          const { text, cut } = plain(cursor.value);
          keep("indexed-db", key, text, cut);
        }
        return cursor.continue();
      };
      request.onerror = (event) => {
        event.preventDefault();
        short = request.error;
      };
      // Not before the transaction is over: a connection that closes while one is open is told of no page that wants
      // the database, and blocks it.
      transaction.oncomplete = () => (short ? done(reject, short) : done(resolve));
      transaction.onabort = () => done(reject, transaction.error || new Error("the reading was ended"));
    });

    const database = async (told, read) => {
      const connection = await connect(told.name);
      if (!connection) return;
      opened.add(connection);
      connection.onversionchange = () => connection.close();
      const stores = Array.from(connection.objectStoreNames);
      const about = items.find((item) => item.key === told.name && item.area === "indexed-db");
      about.value = json({ version: connection.version, stores }).slice(0, args.characters);
      about.length = about.value.length;
      Promise.all(stores.map((store) => {
        const what = `the store ${store} of the database ${told.name}`;
        return job("indexed-db", what, () => records(connection, store, read));
      })).finally(() => {
        connection.close();
        opened.delete(connection);
      });
    };

    const databases = async () => {
      if (!("indexedDB" in self)) return;
      const known = await indexedDB.databases();
      if (known.length === 0) return;
      const size = await navigator.storage?.estimate?.().catch(() => null);
      const bytes = size?.usageDetails?.indexedDB ?? 0;
      const read = bytes > args.heavy ? "keys" : "values";
      if (read === "keys") lack("indexed-db", `the values of ${Math.round(bytes / 1e6)} MB of databases were not read`);
      for (const told of known) keep("indexed-db", told.name, json({ version: told.version }), false);
      for (const told of known) job("indexed-db", `the database ${told.name}`, () => database(told, read));
    };

    const cache = async (called) => {
      keep("cache", called, "", false);
      // To open one that is gone would make it.
      if (!(await caches.has(called))) return;
      const requests = await (await caches.open(called)).keys();
      for (const request of requests) {
        if (full()) throw new Error(`only the first ${items.length} entries were read`);
        keep("cache", `${called} ${request.url.slice(0, args.characters)}`, "", false);
      }
    };
    const cached = async () => {
      if (!("caches" in self)) return;
      for (const called of await caches.keys()) job("cache", `the cache ${called}`, () => cache(called));
    };

    const workers = async () => {
      if (!("serviceWorker" in navigator)) return;
      for (const known of await navigator.serviceWorker.getRegistrations()) {
        const worker = known.active || known.waiting || known.installing;
        const address = worker?.scriptURL ?? "";
        items.push({ area: "service-worker", key: known.scope, value: address, length: address.length, state: worker?.state ?? "none" });
      }
    };

    job("indexed-db", "the list of databases", databases);
    job("cache", "the list of caches", cached);
    job("service-worker", "the list of service workers", workers);
    const stop = () => {
      stopped = true;
      for (const { area, what } of awaited.values()) lack(area, `${what} did not answer in time`);
      awaited.clear();
      for (const transaction of under) {
        try {
          transaction.abort();
        } catch {
          // It has just ended.
        }
      }
      for (const connection of opened) connection.close();
    };
    return { items, unread, stop, awaits: () => awaited.size > 0 };
  };

  const reading = self[SLOT] ?? (self[SLOT] = begin());
  if (args.stop) reading.stop();
  if (reading.awaits()) return { origin: self.origin, pending: true, items: [], unread: [] };
  delete self[SLOT];
  return { origin: self.origin, pending: false, items: reading.items, unread: reading.unread };
}
