/** What the page wrote down of itself, as JSON in the attribute `data-state` of the root element. */
() => JSON.parse(document.documentElement.dataset.state ?? "null");
