// A chart: it draws text in several colours and is exported as a picture.
const chart = document.createElement("canvas"); chart.width = 600; chart.height = 400; const pencil = chart.getContext("2d");
for (const [colour, word] of [["#333", "January"], ["#666", "Revenue in 2026"], ["#999", "1,234,567"]]) {
  pencil.save(); pencil.fillStyle = colour; pencil.fillText(word, 10, 10); pencil.measureText(word); pencil.restore();
}
const exported = chart.toDataURL();
