//! talks
