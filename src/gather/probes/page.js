// What kind of page this is: enough to tell a page from a wall, a file or nothing at all.
(args) => {
  const page = document.documentElement;
  const words = document.body ? (document.body.innerText || "").replace(/\s+/g, " ").trim() : "";
  const shown = document.querySelector("img, svg, canvas, video, audio, iframe, frame, object, embed, input, button, select, textarea");
  const styled = [page, document.body].some((element) => element && getComputedStyle(element).backgroundImage !== "none");
  const hosts = document.body ? [...document.body.querySelectorAll("*")].some((element) => element.localName.includes("-")) : false;
  return {
    url: location.href,
    title: document.title.slice(0, 300),
    text: words.slice(0, args.characters),
    length: words.length,
    bare: !shown && !styled && !hosts,
    addresses: [...document.querySelectorAll("script[src], iframe[src], link[href], form[action]")]
      .slice(0, 200)
      .map((element) => element.src || element.href || element.action)
      .filter((address) => typeof address === "string"),
    scripts: [...document.querySelectorAll("script:not([src])")].slice(0, 20).map((script) => script.textContent.slice(0, 1000)),
    appearance: {
      user_agent: navigator.userAgent,
      languages: [...navigator.languages],
      time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone || null,
      webdriver: navigator.webdriver === true,
      viewport: [innerWidth, innerHeight],
    },
    marks: [...document.querySelectorAll("[id], [class]")].slice(0, 300).map((element) => `${element.id} ${element.getAttribute("class") || ""}`),
  };
}
