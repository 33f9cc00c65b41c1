//! A copy of the database before its tables change.

use std::path::Path;

use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};

use crate::{Db, Kind};

/// Writes a consistent copy of a SQLite database to `file`, which must not exist. On PostgreSQL it answers `false`:
/// there the operator's own backup serves, and a migration step is one transaction.
pub async fn snapshot(db: &Db, file: &Path) -> Result<bool, DbErr> {
    if db.kind() != Kind::Sqlite {
        return Ok(false);
    }
    let target = file.to_str().ok_or_else(|| DbErr::Custom("the snapshot's path is not text".into()))?;
    db.writer().execute_raw(Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [target.into()])).await?;
    Ok(true)
}
