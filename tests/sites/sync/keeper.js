// Runs in a frame of tracker-one.example: it tells itself whom it saw, and the other one what everybody tells.
'use strict';

const uid = /(?:^|; )uid=([^;]*)/.exec(document.cookie)[1];
new Image().src = `https://tracker-one.example/known?who=${uid}`;
new Image().src = `https://pictures.tracker-one.example/known?who=${uid}`;
new Image().src = 'https://tracker-two.example/met/known?version=3f2a9c7d51e84b6090aa';
