# Two words: how many findings count, and how many of them are new.
include "findings";
[(counting | length), ([counting[] | select(.new)] | length)] | map(tostring) | join(" ")
