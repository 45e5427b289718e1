// After the emoji test of WordPress: are flags drawn as one sign or as several?
function supports(set1, set2) {
  const paper = document.createElement("canvas"); const ink = paper.getContext("2d", { willReadFrequently: true });
  ink.textBaseline = "top"; ink.font = "600 32px Arial";
  const drawn = [set1, set2].map((text) => {
    ink.clearRect(0, 0, paper.width, paper.height); ink.fillText(text, 0, 0);
    return new Uint32Array(ink.getImageData(0, 0, paper.width, paper.height).data);
  });
  return drawn[0].every((pixel, at) => pixel === drawn[1][at]);
}
const flags = [
  supports("\uD83C\uDFF3\uFE0F\u200D\u26A7\uFE0F", "\uD83C\uDFF3\uFE0F\u200B\u26A7\uFE0F"),
  supports("\uD83C\uDDE8\uD83C\uDDF6", "\uD83C\uDDE8\u200B\uD83C\uDDF6"),
  supports("\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62\uDB40\uDC65\uDB40\uDC6E\uDB40\uDC67\uDB40\uDC7F", "\uD83C\uDFF4\u200B\uDB40\uDC67\u200B\uDB40\uDC62\u200B\uDB40\uDC65\u200B\uDB40\uDC6E\u200B\uDB40\uDC67\u200B\uDB40\uDC7F"),
];
document.title = `flags ${flags.length}`;
