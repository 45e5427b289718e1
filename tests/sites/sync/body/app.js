// A frame of one tracker sends another whom it saw, in a body and in a header.
'use strict';

const frame = document.createElement('iframe');
frame.src = 'https://tracker-one.example/sender.html';
document.body.append(frame);
