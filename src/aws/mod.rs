//! Everything that calls AWS.
