() => ({
  width: window.innerWidth,
  scale: window.devicePixelRatio,
  touch: navigator.maxTouchPoints,
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  agent: navigator.userAgent,
});
