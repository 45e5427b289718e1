// The page's own markup as it stands, with its doctype.
() => {
  const doctype = document.doctype ? new XMLSerializer().serializeToString(document.doctype) + "\n" : "";
  return doctype + document.documentElement.outerHTML;
}
