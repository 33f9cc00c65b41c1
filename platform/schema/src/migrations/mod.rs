//! The steps from an empty database to today's, for both databases. A step that has been released is never edited.

use sea_orm_migration::prelude::*;

mod m0001_first;

/// All steps, in order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(m0001_first::Step)]
    }
}
