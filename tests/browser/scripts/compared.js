/** What a page of a comparison is in a browser: how wide, what the policy stopped, which pictures stand beside each other. */
async () => {
  const main = document.querySelector("main");
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
  const pairs = [...main.querySelectorAll(".pair")].map((pair) =>
    [...pair.querySelectorAll("figure")].map((figure) => {
      const box = figure.getBoundingClientRect();
      const picture = figure.querySelector("img");
      const shown = picture ? { natural: picture.naturalWidth, drawn: picture.getBoundingClientRect().width, alt: picture.alt } : null;
      return { left: box.left, top: box.top + scrollY, width: box.width, shown };
    }),
  );
  return {
    pairs,
    plots: main.querySelectorAll(".plot svg").length,
    headings: main.querySelectorAll("h1, h2").length,
    links: [...document.querySelectorAll("a")].map((link) => link.getAttribute("href")),
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    screen: innerWidth,
    title: document.title,
    acted: globalThis.acted === true,
    stopped: stopped.sort(),
  };
};
