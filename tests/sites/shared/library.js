// Brings libraries onto a page in their order, then runs what uses them.
'use strict';

window.library = {
  style(address) {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = address;
    document.head.append(link);
  },

  script(address, kind = 'text/javascript') {
    return new Promise((done, failed) => {
      const script = document.createElement('script');
      script.type = kind;
      script.onload = done;
      script.onerror = failed;
      script.src = address;
      document.head.append(script);
    });
  },

  // The scripts one after another.
  async load(...addresses) {
    for (const address of addresses) await this.script(address);
  },
};
