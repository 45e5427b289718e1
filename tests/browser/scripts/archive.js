// Reads an HTTP Archive by the very code by which Chrome's network panel imports one.
async ({ text }) => {
  const { HARFormat, Importer } = await import("devtools://devtools/bundled/models/har/har.js");
  const root = new HARFormat.HARRoot(JSON.parse(text));
  const requests = Importer.Importer.requestsFromHARLog(root.log);
  return requests.map((request) => ({
    url: request.url(),
    status: request.statusCode,
    type: request.resourceType().name(),
    mime: request.mimeType,
    initiator: request.initiator()?.url ?? null,
    frames: request.frames().map((frame) => [frame.type, frame.opCode, frame.text]),
    cookies: request.responseHeaders.filter(({ name }) => name === "set-cookie").map(({ value }) => value),
    waited: request.timing === undefined ? null : request.timing.receiveHeadersEnd - request.timing.sendEnd,
    issued: request.issueTime(),
  }));
};
