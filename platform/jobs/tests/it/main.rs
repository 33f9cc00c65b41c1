//! The queue on SQLite and PostgreSQL.

mod kit;
mod leases;
mod queue;
mod running;
