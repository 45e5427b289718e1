// Nothing is asked, for nothing needs an answer.
'use strict';

for (const way of document.querySelectorAll('.again, .privacy-choices')) way.remove();
