// Keeps a visitor's choice in one first-party cookie and loads scripts only when asked to.
'use strict';

window.keptChoice = {
  read(name) {
    const line = document.cookie.split('; ').find((part) => part.startsWith(name + '='));
    return line ? decodeURIComponent(line.slice(name.length + 1)) : null;
  },

  write(name, value, days) {
    const age = days * 24 * 60 * 60;
    document.cookie = `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${age}; SameSite=Lax; Secure`;
  },

  forget(name) {
    document.cookie = `${name}=; Path=/; Max-Age=0; SameSite=Lax; Secure`;
  },

  load(address) {
    const script = document.createElement('script');
    script.src = address;
    script.async = true;
    document.head.append(script);
  },
};
