//! Tests that need no browser. One binary, one module a subject.

mod layers;
