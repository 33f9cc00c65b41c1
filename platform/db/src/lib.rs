//! The database: connect to SQLite or PostgreSQL by address, transactions, migrations, the site's secret, test databases.
//!
//! SQLite has one writer, whose transactions begin IMMEDIATE, and several readers (WAL). PostgreSQL has one pool for both.

mod secret;
mod snapshot;
pub mod test;

use std::time::Duration;

use schema::migrations::Migrator;
use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode, TransactionOptions, TransactionTrait,
    sqlx::{
        Connection,
        sqlite::{SqliteConnection, SqliteJournalMode, SqliteSynchronous},
    },
};
use sea_orm_migration::MigratorTrait;

pub use secret::Secret;
pub use snapshot::snapshot;

/// Which database it is.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file beside the media.
    Sqlite,
    /// A server that several nodes share.
    Postgres,
}

/// The database, cheap to clone.
#[derive(Clone, Debug)]
pub struct Db {
    kind: Kind,
    write: DatabaseConnection,
    read: DatabaseConnection,
}

impl Db {
    /// Connects to `sqlite:///path/to/file` (made when missing) or `postgres://…`.
    ///
    /// # Errors
    /// When the address is of another kind, or the database does not answer within 10 seconds.
    pub async fn connect(url: &str) -> Result<Db, DbErr> {
        if url.starts_with("sqlite:") {
            let write = Database::connect(sqlite(url, 1, false)).await?;
            let read = Database::connect(sqlite(url, 4, true)).await?;
            Ok(Db { kind: Kind::Sqlite, write, read })
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let pool = Database::connect(postgres(url)).await?;
            Ok(Db { kind: Kind::Postgres, write: pool.clone(), read: pool })
        } else {
            Err(DbErr::Custom("the database's address begins with sqlite: or postgres:".into()))
        }
    }

    /// Which database it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// For reading outside a transaction.
    pub fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// Begins a transaction that may write. Dropped without `commit` it leaves nothing behind.
    pub async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        let immediate = (self.kind == Kind::Sqlite).then_some(SqliteTransactionMode::Immediate);
        self.write.begin_with_options(TransactionOptions { sqlite_transaction_mode: immediate, ..Default::default() }).await
    }

    /// Runs `work` in one transaction: committed when it answers `Ok`, else as if nothing had happened.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&DatabaseTransaction) -> Result<T, E>,
        E: From<DbErr>,
    {
        let tx = self.begin().await?;
        let done = work(&tx).await?;
        tx.commit().await?;
        Ok(done)
    }

    /// Brings the tables to today's shape.
    pub async fn migrate(&self) -> Result<(), DbErr> {
        Migrator::up(&self.write, None).await
    }

    /// How many migration steps have not been applied, and whether any has: (pending, applied).
    pub async fn migrations(&self) -> Result<(usize, usize), DbErr> {
        let pending = Migrator::get_pending_migrations(&self.write).await?.len();
        Ok((pending, Migrator::migrations().len() - pending))
    }

    /// Answers when the database does.
    pub async fn ping(&self) -> Result<(), DbErr> {
        self.read.ping().await
    }

    /// Ends all connections; on SQLite this folds the write-ahead log into the file.
    pub async fn close(self) -> Result<(), DbErr> {
        self.read.close().await?;
        if self.kind == Kind::Sqlite { self.write.close().await } else { Ok(()) }
    }

    /// The connection that writes, for statements that can not stand in a transaction.
    pub(crate) fn writer(&self) -> &DatabaseConnection {
        &self.write
    }
}

fn common(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .sqlx_logging(false)
        // a ping before each checkout would double the round trips; a broken connection shows itself by its error
        .test_before_acquire(false)
        .connect_timeout(Duration::from_secs(10))
        .acquire_timeout(Duration::from_secs(10));
    options
}

fn sqlite(url: &str, connections: u32, read_only: bool) -> ConnectOptions {
    let mut options = common(url, connections);
    options.idle_timeout(None::<Duration>).max_lifetime(None::<Duration>);
    if !read_only {
        options.map_sqlx_sqlite_pool_opts(|pool| pool.after_release(|connection, _| Box::pin(is_clean(connection))));
    }
    options.map_sqlx_sqlite_opts(move |sqlite| {
        sqlite
            .create_if_missing(!read_only)
            .read_only(read_only)
            .journal_mode(SqliteJournalMode::Wal)
            // FULL: what is acknowledged survives a power cut
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .pragma("cache_size", "-16000")
            .pragma("mmap_size", "268435456")
            .optimize_on_close(!read_only, None)
    });
    options
}

/// Whether the connection has left its transaction; else it is closed and a new one made.
///
/// When the disk is full SQLite ends the transaction by itself, the driver's ROLLBACK then fails, and the driver goes on
/// counting a transaction. The next one would be a savepoint in nothing, and the one after that would stay open: its
/// writes, and all later ones, would be acknowledged and never be committed.
async fn is_clean(connection: &mut SqliteConnection) -> Result<bool, sea_orm::sqlx::Error> {
    // a rollback may still be in the queue; the answer comes after it
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}

fn postgres(url: &str) -> ConnectOptions {
    let mut options = common(url, 16);
    options.min_connections(1).idle_timeout(Duration::from_secs(300)).max_lifetime(Duration::from_secs(1800));
    options
}
