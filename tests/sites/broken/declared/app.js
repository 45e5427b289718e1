// What is declared is not what happens.
'use strict';

document.cookie = 'hall=west; Path=/; SameSite=Lax; Secure';
site.start();
