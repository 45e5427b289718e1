// A frame of one tracker shows pictures of another whose addresses tell whom it saw, in every spelling.
'use strict';

const frame = document.createElement('iframe');
frame.src = 'https://tracker-one.example/frame/raw,encoded,base64,hex,md5,sha1,sha256';
document.body.append(frame);
