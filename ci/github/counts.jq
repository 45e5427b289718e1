# Three words: whether every site could be observed, how many findings count, how many of them are new.
include "findings";
[([reports | .complete] | length > 0 and all), (counting | length), ([counting[] | select(.new)] | length)] | map(tostring) | join(" ")
