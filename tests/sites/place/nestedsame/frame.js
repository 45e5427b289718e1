// The outer frame holds the inner one.
'use strict';

if (location.search === '?outer') bannerFrame.relay('/frame.html?inner');
else bannerFrame.fill();
