// One tracker leads to another and tells it whom it saw, in every spelling.
'use strict';

// The first answer makes the identifiers, so that all others tell of the same ones.
const known = new Image();
known.onload = () => {
  for (const spelling of ['raw', 'encoded', 'base64', 'hex', 'md5', 'sha1', 'sha256']) {
    new Image().src = `https://tracker-one.example/redirect/${spelling}`;
  }
};
known.src = 'https://tracker-one.example/known';
