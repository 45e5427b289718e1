// Each switch of the dialog stands on a tab of its own.
'use strict';

document.querySelector('.playlist').show();
moove.run('tabs');
