//! Professions on SQLite and PostgreSQL.

use accounts::store;
use i18n::Lang;
use schema::{Ids, Time};
use sea_orm::DbErr;

#[tokio::test]
async fn a_profession_is_made_once_whatever_language_names_it() {
    db::test::each(async |db| {
        let ids = Ids::seeded(3);
        let made = db
            .write(async |tx| {
                let mut made = Vec::new();
                for name in ["Lærer", "teacher", " socialrådgiver", "Tolk", "tolk", "…"] {
                    made.push(store::ensure(tx, &ids, Time(1), name).await?);
                }
                Ok::<_, DbErr>(made)
            })
            .await
            .expect("professions");
        assert_eq!(made[0], made[1]);
        assert_eq!(made[3], made[4]);
        assert_eq!(made[5], None);
        let all = store::all(db.read()).await.expect("all");
        let names: Vec<_> = all.iter().map(|profession| profession.name(Lang::En)).collect();
        assert_eq!(names, ["social worker", "teacher", "Tolk"], "the usual ones in their order, then the others");
        let held = store::by_slug(db.read(), "laerer").await.expect("an answer").expect("a row");
        assert_eq!(Some(held.id), made[0]);
        assert!(held.description(Lang::Da).contains("skole"));
        assert!(store::by_slug(db.read(), "astronaut").await.expect("an answer").is_none());
    })
    .await;
}
