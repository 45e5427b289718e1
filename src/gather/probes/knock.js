// Asks addresses of the page's own site one after the other, until one answers with an HTML page.
async (args) => {
  const answers = [];
  for (const url of args.urls) {
    try {
      const answer = await fetch(url, { credentials: "omit", redirect: "follow", cache: "no-store" });
      const html = (answer.headers.get("content-type") || "").includes("html");
      if (answer.body) answer.body.cancel().catch(() => undefined);
      answers.push({ url, status: answer.status, html });
      if (args.first_only && answer.status < 400 && html) break;
    } catch (error) {
      answers.push({ url, status: null, html: false, why: String(error.message).slice(0, 200) });
    }
  }
  return answers;
}
