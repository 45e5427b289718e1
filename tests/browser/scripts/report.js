/** What a report is in a browser: how wide, how many rows before and after filtering, what the policy stopped, what is pictured. */
async (args) => {
  const main = document.querySelector("main");
  const rows = () => [...main.querySelectorAll("tbody tr")].filter((row) => row.checkVisibility()).length;
  const all = rows();
  const field = main.querySelector(".filter input");
  const change = (control, value) => {
    control.value = value;
    control.dispatchEvent(new Event("input", { bubbles: true }));
  };
  let filtered = null;
  if (field) {
    change(field, args.word);
    filtered = { rows: rows(), told: main.querySelector(".filter output").textContent };
    change(field, "");
  }
  const lists = [];
  for (const select of main.querySelectorAll(".filter select")) {
    change(select, select.options[1].value);
    lists.push({ name: select.parentElement.textContent.split(select.textContent)[0], rows: rows() });
    change(select, "");
  }
  const stopped = [];
  document.addEventListener("securitypolicyviolation", (event) => stopped.push(event.violatedDirective));
  const image = document.createElement("img");
  image.src = "/outside.png";
  const script = document.createElement("script");
  script.textContent = "document.title = 'acted'";
  main.append(image, script);
  await new Promise((resolve) => setTimeout(resolve, 50));
  image.remove();
  script.remove();
  const closed = main.querySelectorAll("details:not([open])").length;
  const drawn = [...main.querySelectorAll("figure.shot use")].map((use) => {
    const kept = document.querySelector(use.getAttribute("href"));
    return Boolean(kept) && kept.getAttribute("href").startsWith("data:image/png;base64,") && use.getBBox().width > 0;
  });
  const images = [...document.querySelectorAll(".store image")].map((image) => image.getAttribute("href"));
  const decoded = await Promise.all(
    images.map(
      (href) =>
        new Promise((resolve) => {
          const picture = new Image();
          picture.onload = () => resolve(picture.naturalWidth);
          picture.onerror = () => resolve(0);
          picture.src = href;
        }),
    ),
  );
  const again = rows();
  dispatchEvent(new Event("beforeprint"));
  return {
    all,
    filtered,
    lists,
    again,
    closed,
    stillClosed: main.querySelectorAll("details:not([open])").length,
    headings: main.querySelectorAll("h1, h2").length,
    drawn,
    decoded,
    marks: main.querySelectorAll("figure .mark").length,
    layers: main.querySelectorAll(".drawn svg").length,
    links: [...main.querySelectorAll("a")].map((link) => link.getAttribute("href")),
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    title: document.title,
    acted: globalThis.acted === true,
    stopped: stopped.sort(),
  };
};
