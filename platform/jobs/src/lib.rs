//! The queue of jobs: rows in the database, written in the transaction of what they follow from, run by workers.
//!
//! A worker claims a job under a lease of 30 seconds that it renews every 10. Each claim raises the job's fence; what a
//! job commits it guards with [`Control::guard`], so a worker that was away longer than its lease can not commit. A job
//! may run more than once (its worker can vanish after the work and before the row says so): running it again must do
//! no harm. Nodes must agree on the time within a few seconds.

mod control;
mod enqueue;
mod job;
mod progress;
mod scratch;
mod store;
mod supervise;
mod view;
mod worker;

pub use control::{Control, GuardError};
pub use enqueue::{Options, enqueue};
pub use job::{Handler, Job, Lane, Permanent, handler};
pub use progress::Progress;
pub use view::{JobView, State, by_id, cancel, of_subject, retry};
pub use worker::{Worker, WorkerConfig};
