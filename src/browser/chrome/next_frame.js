/** A promise that is kept when the next frame is drawn. */
new Promise((keep) => {
  requestAnimationFrame(() => keep(true));
});
