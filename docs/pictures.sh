#!/bin/sh
# Makes the pictures of the README again, of the demo site that does most wrong: docs/report-html.png and docs/report.png.
# Needs target/debug/consentinel, Chromium and GNU sed; leaves what it made on the way in target/pictures.
set -eu
cd "$(dirname "$0")/.."
made=target/pictures
rm -rf "$made"
mkdir -p "$made"
target/debug/consentinel demo --output "$made/out" > /dev/null || true
site=$(echo "$made"/out/blog.localhost_*)

# photograph PAGE WIDTH HEIGHT PICTURE
photograph() {
  chromium --headless --no-sandbox --user-data-dir="$made/profile" --hide-scrollbars --blink-settings=preferredColorScheme=1 \
    --window-size="$2,$3" --screenshot="$4" "file://$PWD/$1" 2> /dev/null
}

# What stands first, and below it a finding with its picture.
cat > "$made/page.html" <<PAGE
<style>body { margin: 0 } iframe { border: 0; width: 100%; display: block } iframe + iframe { border-top: 6px solid #d6d2ca }</style>
<iframe style="height: 785px" src="${site#"$made"/}/report.html"></iframe>
<iframe style="height: 530px" src="${site#"$made"/}/report.html#r0-tracking-cookie-after-reject"></iframe>
PAGE
photograph "$made/page.html" 1080 1321 docs/report-html.png

# The report as the terminal shows it, its head and its findings: codes of colours next to each other are one class.
escape=$(printf '\033')
target/debug/consentinel evaluate "$site/bundle" --color always --width 108 2> /dev/null |
  sed -e 's/&/\&amp;/g; s/</\&lt;/g' -e "s/$escape\[0m/<\/span>/g" -e "s/m$escape\[\([1-9]\)/;\1/g" \
    -e ':again' -e "s/$escape\[\([0-9 s]*\);/${escape}[\1 s/; t again" -e "s/$escape\[\([0-9 s]*\)m/<span class=\"s\1\">/g" \
    > "$made/terminal.txt"
{
  printf '%s' '<meta charset="utf-8"><style>
    body { margin: 0; padding: 18px 24px; background: #22272e; color: #cdd9e5; font: 14px/19px "DejaVu Sans Mono", monospace; white-space: pre; }
    .s1 { font-weight: 700; } .s2 { opacity: .62; } .s4 { text-decoration: underline; }
    .s31 { color: #e5534b; } .s33 { color: #d4a72c; } .s36 { color: #39c5cf; } .s91 { color: #ff7b72; }
  </style><body>'
  sed -n '2,5p' "$made/terminal.txt"
  sed -n '/>Findings</,$p' "$made/terminal.txt" | head -n 65
} > "$made/terminal.html"
photograph "$made/terminal.html" 1000 1340 docs/report.png
ls -l docs/*.png
