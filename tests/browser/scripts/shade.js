/** Shows a report as it looks where dark or light is preferred, whatever the browser prefers. */
(args) => {
  document.documentElement.style.colorScheme = args.shade;
  globalThis.shades ??= [...document.styleSheets[0].cssRules].filter(
    (rule) => rule instanceof CSSMediaRule && rule.media.mediaText.includes("prefers-color-scheme"),
  );
  for (const rule of globalThis.shades) rule.media.mediaText = args.shade === "dark" ? "all" : "not all";
  const shown = getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number);
  return { dark: shown[0] < 128 };
};
