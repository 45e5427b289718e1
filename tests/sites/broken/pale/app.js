// To agree is a button; to refuse are pale small words in a sentence.
'use strict';

Object.assign(site, {
  text: `${site.text} If you would rather not, you can also <a href="#" class="pale" data-do="reject">reject all</a> of them here and now.`,
  buttons: '<button type="button" data-do="accept">Accept all</button><button type="button" data-do="settings">Settings</button>',
});
const pale = document.createElement('style');
pale.textContent = '.consent p .pale { color: #d5d5d5; font-size: 12px; font-weight: 400; text-decoration: none; } .consent [data-do="accept"] { font-size: 20px; }';
document.head.append(pale);
document.addEventListener('click', (event) => {
  if (event.target.matches('.pale')) event.preventDefault();
});
site.start();
