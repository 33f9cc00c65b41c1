//! Backup and restore between both databases and both storages.

mod damage;
mod kit;
mod moving;
