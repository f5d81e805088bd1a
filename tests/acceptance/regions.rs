//! `region` of a resource, which need not be the provider's.
