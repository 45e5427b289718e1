// Whether the page is loaded.
() => document.readyState === 'complete';
