// Colours as drawn: the text's, and what lies behind it.
(globalThis.consentinelColour = () => {
  const known = new Map();
  let pencil = null;

  // Any CSS colour as red, green, blue (0 to 255) and alpha (0 to 1).
  const parse = (words) => {
    if (known.has(words)) return known.get(words);
    const plain = /^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/.exec(words);
    const colour = plain
      ? [Number(plain[1]), Number(plain[2]), Number(plain[3]), plain[4] === undefined ? 1 : Number(plain[4])]
      : paint(words);
    known.set(words, colour);
    return colour;
  };

  // Newer notations are drawn on a canvas of one pixel and read back.
  const paint = (words) => {
    if (!pencil) {
      const canvas = document.createElement("canvas");
      canvas.width = 1;
      canvas.height = 1;
      pencil = canvas.getContext("2d", { willReadFrequently: true });
    }
    if (!pencil) return [0, 0, 0, 0];
    pencil.clearRect(0, 0, 1, 1);
    pencil.fillStyle = words;
    pencil.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = pencil.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };

  const over = (top, below) => {
    const alpha = top[3];
    const mix = (at) => top[at] * alpha + below[at] * (1 - alpha);
    return [mix(0), mix(1), mix(2), 1];
  };

  // The one colour behind an element's text; null where pictures, gradients or the page shine through.
  const behind = (record) => {
    const layers = [];
    let floating = false;
    for (let at = record; at && at.index >= 0 && at.style; at = at.parent) {
      if (at.style.backgroundImage !== "none" || at.element.tagName === "IMG") return null;
      const colour = parse(at.style.backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] >= 0.99) return flatten(layers);
      if (at.style.position === "fixed" || at.style.position === "absolute") floating = true;
    }
    return floating ? null : flatten([...layers, [255, 255, 255, 1]]);
  };

  const flatten = (layers) => layers.reduceRight((below, top) => over(top, below));

  const round = (colour) => colour && colour.slice(0, 3).map((part) => Math.round(part));

  // Text colour with its own alpha and the opacity of its ancestors mixed in.
  const text = (record, background) => {
    const colour = [...parse(record.style.webkitTextFillColor || record.style.color)];
    colour[3] *= record.opacity;
    return background ? over(colour, background) : colour;
  };

  // The same as the style says it, with its alpha; null where a box lets shine through what is behind it.
  const ink = (record) => (record.opacity >= 0.99 ? parse(record.style.webkitTextFillColor || record.style.color) : null);

  return { parse, over, behind, text, ink, round };
})
