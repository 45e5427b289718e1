// Names of the databases and caches of a frame's origin.
async () => {
  const items = [];
  try {
    for (const { name } of await indexedDB.databases()) items.push({ area: "indexed-db", key: name });
  } catch {
    // Frames without an origin have none.
  }
  try {
    for (const name of await caches.keys()) items.push({ area: "cache", key: name });
  } catch {
    // Only secure pages have caches.
  }
  return { origin: location.origin, items };
}
