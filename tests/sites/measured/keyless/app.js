// Refusing listens to the pointer alone, no focus is drawn, the box has no role, and the bar lies over links of the page.
'use strict';

const about = document.createElement('a');
about.href = '/shared/privacy.html';
about.className = 'below';
about.textContent = 'Opening hours';
about.style.cssText = 'position:absolute;left:40px;top:800px;width:100px;height:20px';
document.body.append(about);

ownBanner.run((banner) => {
  const style = document.createElement('style');
  style.textContent = `
    .consent { left: 0; right: 0; bottom: 0; max-width: none; min-height: 280px; border: 0; border-radius: 0; }
    .consent button:focus { outline: none; }
    .consent .no { display: inline-block; min-width: 150px; padding: 15px 20px; box-sizing: border-box; cursor: pointer;
      font: 600 16px/1 Arial, sans-serif; color: #fff; background: #1d2b3a; border-radius: 6px; text-align: center; }`;
  banner.removeAttribute('role');
  banner.removeAttribute('aria-label');
  const box = document.createElement('div');
  box.className = banner.className;
  box.append(...banner.childNodes);
  const reject = box.querySelector('[data-do="reject"]');
  const bare = document.createElement('div');
  bare.className = 'no';
  bare.dataset.do = 'reject';
  bare.textContent = reject.textContent;
  reject.replaceWith(bare);
  const hand = (event) => {
    const wanted = event.target.dataset.do;
    if (wanted === 'accept' || wanted === 'reject') {
      box.remove();
      ownBanner.keep(wanted === 'accept' ? 'statistics' : 'necessary');
    }
    if (wanted === 'settings') {
      box.querySelector('[data-layer="1"]').hidden = true;
      box.querySelector('[data-layer="2"]').hidden = false;
    }
    if (wanted === 'save') {
      box.remove();
      ownBanner.keep(box.querySelector('[data-purpose]').checked ? 'statistics' : 'necessary');
    }
  };
  box.addEventListener('click', hand);
  document.body.append(style, box);
});
