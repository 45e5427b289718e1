//! Tests on real Chromium. They fail, not skip, when it is missing.
