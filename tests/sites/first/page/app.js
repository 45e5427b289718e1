// Both switches of the dialog stand on one page.
'use strict';

document.querySelector('.playlist').show();
moove.run('one-page');
