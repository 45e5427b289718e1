//! The sites of `consentinel demo`.
