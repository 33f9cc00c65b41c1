//! Just-in-time HLS against ffmpeg: what a player gets through it must be the source's packets at the source's times.

mod eligibility;
mod fixtures;
mod harness;
mod hostile;
mod long;
mod sync;
