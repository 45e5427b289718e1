// Two trackers that know a visitor each, and tell each other nothing: what goes to both is the same for everybody, is
// too short to tell anybody apart, or goes to the one that made it.
'use strict';

const same = 'campaign=spring-2026-newsletter-to-all-readers&version=3f2a9c7d51e84b6090aa&lang=en-GB&w=1280&h=900';
new Image().src = `https://tracker-two.example/met/known?${same}&page=${encodeURIComponent(location.href)}`;
const frame = document.createElement('iframe');
frame.src = 'https://tracker-one.example/keeper.html';
document.body.append(frame);
