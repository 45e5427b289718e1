() => document.cookie;
