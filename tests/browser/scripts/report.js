/** What a report is in a browser: how wide, how many rows before and after filtering, what axe finds and the policy stopped. */
async (args) => {
  const main = document.querySelector("main");
  const rows = () => [...main.querySelectorAll("tbody tr")].filter((row) => row.checkVisibility()).length;
  const all = rows();
  const field = main.querySelector(".filter input");
  let filtered = null;
  if (field) {
    field.value = args.word;
    field.dispatchEvent(new Event("input"));
    filtered = { rows: rows(), told: main.querySelector(".filter output").textContent };
    field.value = "";
    field.dispatchEvent(new Event("input"));
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
  return {
    all,
    filtered,
    again: rows(),
    headings: main.querySelectorAll("h1, h2").length,
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    title: document.title,
    stopped: stopped.sort(),
  };
};
