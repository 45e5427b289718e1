// Once it was answered, the question never comes again.
'use strict';

for (const way of document.querySelectorAll('.again, .privacy-choices')) way.remove();
site.start();
