// Leaky: a refusal holds until the next page view, then measuring starts.
'use strict';

if (ownBanner.kept() === null) {
  document.body.append(ownBanner.make((choice) => ownBanner.keep(choice)));
} else {
  // The mistake: it is asked whether there is a choice, not which.
  measure.visits();
  measure.ads();
}
