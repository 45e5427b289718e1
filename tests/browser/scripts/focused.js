/** What has the focus, whether it can be seen that it has it, and whether it lies on the screen. */
() => {
  const focused = document.activeElement;
  const box = focused.getBoundingClientRect();
  const style = getComputedStyle(focused);
  return {
    name: focused === document.body ? "" : focused.getAttribute("href") || focused.getAttribute("aria-label") || focused.tagName,
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    onScreen: box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight,
    scrolls: focused.scrollWidth > focused.clientWidth,
    at: location.hash,
    stops: [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
      .filter((stop) => stop.checkVisibility()).length,
  };
};
