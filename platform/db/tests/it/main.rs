//! The database layer on SQLite and PostgreSQL.

use schema::{Ids, Time, change};
use sea_orm::{DbErr, EntityTrait};

#[tokio::test]
async fn a_transaction_is_all_or_nothing() {
    db::test::each(async |db| {
        let failed: Result<(), DbErr> = db
            .write(async |tx| {
                change::record(tx, "talk/1", "made", Time(1)).await?;
                Err(DbErr::Custom("on purpose".into()))
            })
            .await;
        assert!(failed.is_err());
        assert!(change::Entity::find().all(db.read()).await.unwrap().is_empty());
        db.write(async |tx| change::record(tx, "talk/1", "made", Time(1)).await).await.unwrap();
        assert_eq!(change::Entity::find().all(db.read()).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_change_log_is_written_in_the_order_of_its_commits() {
    db::test::each(async |db| {
        let writers = (0..20).map(|n| {
            let db = db.clone();
            async move { db.write(async |tx| change::record(tx, &format!("talk/{n}"), "made", Time(n)).await).await.unwrap() }
        });
        let mut seen = 0;
        let mut set = tokio::task::JoinSet::new();
        writers.for_each(|writer| {
            set.spawn(writer);
        });
        while set.join_next().await.is_some() {
            let lines = change::Entity::find().all(db.read()).await.unwrap();
            let last = lines.iter().map(|line| line.seq).max().unwrap();
            assert_eq!(last as usize, lines.len(), "a line below the last one seen is missing");
            assert!(last >= seen);
            seen = last;
        }
        assert_eq!(seen, 20);
    })
    .await;
}

#[tokio::test]
async fn all_nodes_share_one_secret() {
    db::test::each(async |db| {
        let first = db.secret(&Ids::system()).await.unwrap();
        assert_eq!(first.expose().len(), 64);
        assert_eq!(db.secret(&Ids::system()).await.unwrap(), first);
    })
    .await;
}

#[tokio::test]
async fn a_snapshot_is_a_database_of_its_own() {
    let test = db::test::sqlite().await;
    test.db.write(async |tx| change::record(tx, "talk/1", "made", Time(1)).await).await.unwrap();
    let file = std::env::temp_dir().join(format!("socialtalks_snapshot_{}.sqlite", std::process::id()));
    let _ = std::fs::remove_file(&file);
    assert!(db::snapshot(&test.db, &file).await.unwrap());
    let copy = db::Db::connect(&format!("sqlite://{}", file.display())).await.unwrap();
    assert_eq!(change::Entity::find().all(copy.read()).await.unwrap().len(), 1);
    assert_eq!(copy.migrations().await.unwrap(), (0, 1));
    std::fs::remove_file(&file).unwrap();
}

#[tokio::test]
async fn another_kind_of_address_is_refused_in_words() {
    let error = db::Db::connect("mysql://localhost/x").await.unwrap_err().to_string();
    assert!(error.contains("sqlite: or postgres:"), "{error}");
}

#[tokio::test]
async fn after_sqlite_has_ended_a_transaction_by_itself_what_is_acknowledged_is_committed() {
    let test = db::test::sqlite().await;
    let db = &test.db;
    db.write(async |tx| change::record(tx, "talk/1", "made", Time(1)).await).await.unwrap();
    for _ in 0..4 {
        // ends the transaction as a full disk does
        let twice = "INSERT OR ROLLBACK INTO changes (seq, subject, what, at) VALUES (1, 'talk/1', 'made', 1)";
        let failed = db.write(async |tx| sea_orm::ConnectionTrait::execute_unprepared(tx, twice).await.map(|_| ())).await;
        assert!(failed.unwrap_err().to_string().contains("UNIQUE"));
        // and one that is taken back as usual: of a savepoint in nothing that would leave a transaction open
        let refused: Result<(), DbErr> = db
            .write(async |tx| {
                change::record(tx, "talk/1", "changed", Time(2)).await?;
                Err(DbErr::Custom("on purpose".into()))
            })
            .await;
        assert!(refused.is_err());
        let before = change::Entity::find().all(db.read()).await.unwrap().len();
        db.write(async |tx| change::record(tx, "talk/1", "changed", Time(2)).await).await.unwrap();
        assert_eq!(change::Entity::find().all(db.read()).await.unwrap().len(), before + 1, "acknowledged and visible to readers");
    }
}
