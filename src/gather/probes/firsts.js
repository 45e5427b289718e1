// Runs in a world of our own from the start of each document: remembers since when, in page time, the elements that
// are drawn on top at a grid of points have been there. It reads, changes nothing, and its timers are few.
() => {
  const ACROSS = [0.03, 0.2, 0.35, 0.5, 0.65, 0.8, 0.97];
  const DOWN = [0.03, 0.15, 0.3, 0.5, 0.7, 0.85, 0.97];
  const FINE = 10;
  const FINE_MS = 100;
  const COARSE_MS = 200;
  const MOST_LOOKS = 90;
  const MOST_KEPT = 3000;

  const firsts = new Map();
  globalThis.consentinelFirsts = firsts;
  // Not the start that the page is told: after a reload it is that of another clock, which page time has outrun.
  globalThis.consentinelBegan = performance.timeOrigin + performance.now();

  const innermost = (x, y) => {
    let found = document.elementFromPoint(x, y);
    for (let depth = 0; found && found.shadowRoot && depth < 20; depth += 1) {
      const deeper = found.shadowRoot.elementFromPoint(x, y);
      if (!deeper || deeper === found) break;
      found = deeper;
    }
    return found;
  };

  const look = () => {
    if (innerWidth < 40 || innerHeight < 20 || firsts.size > MOST_KEPT) return;
    const now = performance.timeOrigin + performance.now();
    for (const y of DOWN) {
      for (const x of ACROSS) {
        const found = innermost(innerWidth * x, innerHeight * y);
        if (found && !firsts.has(found) && found.checkVisibility({ opacityProperty: true, visibilityProperty: true })) firsts.set(found, now);
      }
    }
  };

  let looks = 0;
  const again = () => {
    if (document.documentElement) look();
    looks += 1;
    if (looks < MOST_LOOKS) setTimeout(again, looks < FINE ? FINE_MS : COARSE_MS);
  };
  setTimeout(again, 0);
}
