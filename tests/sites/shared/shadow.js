// Shadow roots with the look of the banner in them.
'use strict';

window.shadowOn = (parent, mode) => {
  const host = document.createElement('div');
  const root = host.attachShadow({ mode });
  const style = document.createElement('link');
  style.rel = 'stylesheet';
  style.href = '/shared/banner.css';
  root.append(style);
  parent.append(host);
  return root;
};
