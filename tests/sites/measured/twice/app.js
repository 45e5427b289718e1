// A bar, and a pop-up that says welcome and asks for the same.
'use strict';

ownBanner.run((banner) => {
  const welcome = document.createElement('section');
  welcome.className = 'consent';
  welcome.setAttribute('role', 'dialog');
  welcome.setAttribute('aria-label', 'Welcome');
  welcome.style.cssText = 'top:60px;bottom:auto;max-width:520px';
  welcome.innerHTML = '<h2>Welcome</h2><p>We use cookies for statistics and to show what suits you. By accepting you give your consent.</p><div class="row"><button type="button">I accept</button></div>';
  const leave = () => {
    welcome.remove();
    banner.remove();
    ownBanner.keep('statistics');
  };
  welcome.querySelector('button').addEventListener('click', leave);
  banner.addEventListener('click', (event) => {
    if (['accept', 'reject', 'save'].includes(event.target.dataset.do)) welcome.remove();
  });
  document.body.append(banner, welcome);
});
