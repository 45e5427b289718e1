// Whether the page is loaded and its banner is there.
() => document.readyState === 'complete' && document.querySelector('.consent') !== null;
