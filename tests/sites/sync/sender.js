// Runs in a frame of tracker-one.example: what it knows goes to the other one, in a body and in a header.
'use strict';

const uid = /(?:^|; )uid=([^;]*)/.exec(document.cookie)[1];
fetch('https://tracker-two.example/met/body', { method: 'POST', body: JSON.stringify({ from: 'one', who: uid }) });
fetch('https://tracker-two.example/met/header', { headers: { 'x-who': uid } });
