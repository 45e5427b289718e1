//! Real Chrome over our own DevTools client.
