// Asks with every dialog there is.
'use strict';

window.addEventListener('beforeunload', (event) => {
  event.preventDefault();
  event.returnValue = 'Stay?';
});
alert('Welcome!');
confirm('Do you like it here?');
prompt('What is your name?', 'Nobody');
document.querySelector('h1').textContent = 'All dialogs are over';
