// Goes to itself again and again.
'use strict';

const turn = Number(new URLSearchParams(location.search).get('turn') || 0);
location.replace(`/?turn=${turn + 1}`);
