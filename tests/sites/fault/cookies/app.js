// Two thousand cookies: a hundred from each of twenty hosts, because a browser keeps fewer than two hundred a site.
'use strict';

for (let host = 1; host <= 20; host += 1) {
  const image = new Image();
  image.src = `http://jar${host}.localhost:${location.port}/do/cookies/100`;
}
