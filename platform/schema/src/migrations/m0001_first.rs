//! The first tables: talks and their people, films, words, jobs, plays, the change log.

use sea_orm_migration::{prelude::*, schema::*};

pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &str {
        "m0001_first"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            m.create_table(table).await?;
        }
        for index in indexes() {
            m.create_index(index).await?;
        }
        Ok(())
    }
}

fn id(name: &'static str) -> ColumnDef {
    big_integer(name).primary_key().to_owned()
}

fn seq() -> ColumnDef {
    ColumnDef::new("seq").big_integer().not_null().auto_increment().primary_key().to_owned()
}

fn bytes(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).blob().not_null().to_owned()
}

fn table(name: &'static str, columns: Vec<ColumnDef>) -> TableCreateStatement {
    let mut table = Table::create();
    table.table(name);
    for column in columns {
        table.col(column);
    }
    table
}

fn owned_by(mut table: TableCreateStatement, column: &'static str, owner: &'static str) -> TableCreateStatement {
    table.foreign_key(ForeignKey::create().from_col(column).to(owner, "id").on_delete(ForeignKeyAction::Cascade));
    table
}

fn tables() -> Vec<TableCreateStatement> {
    let named = || {
        vec![
            id("id"),
            text_uniq("slug"),
            text("name_da"),
            text("name_en"),
            text("description_da"),
            text("description_en"),
            integer("position"),
            bytes("name_sort"),
        ]
    };
    vec![
        table("topics", named()),
        table("professions", named()),
        speakers(),
        talks(),
        link("talk_speakers", "speaker_id", "speakers"),
        link("talk_topics", "topic_id", "topics"),
        link("talk_professions", "profession_id", "professions"),
        captions(),
        films(),
        renditions(),
        jobs(),
        plays(),
        table("settings", vec![text("key").primary_key().to_owned(), text("value")]),
        table("changes", vec![seq(), text("subject"), text("what"), big_integer("at")]),
        table("audit", vec![seq(), big_integer("at"), text("actor"), text("action"), text("subject"), text("detail")]),
    ]
}

fn speakers() -> TableCreateStatement {
    table(
        "speakers",
        vec![
            id("id"),
            text_uniq("slug"),
            text("name"),
            bytes("name_sort"),
            text("line"),
            text("perspective"),
            text("bio"),
            text("quote"),
            text("portrait"),
            big_integer("created_at"),
            big_integer("updated_at"),
        ],
    )
}

fn talks() -> TableCreateStatement {
    table(
        "talks",
        vec![
            id("id"),
            text_uniq("slug"),
            text("title"),
            bytes("title_sort"),
            text("summary"),
            text("language"),
            text("state"),
            big_integer_null("published_at"),
            text_null("recorded_on"),
            text("recorded_at"),
            text("note"),
            text("poster_object"),
            text("poster_curtain"),
            big_integer_null("film_id"),
            big_integer("duration_ms"),
            text_null("vouched_by"),
            big_integer_null("vouched_at"),
            big_integer("created_at"),
            big_integer("updated_at"),
        ],
    )
}

fn link(name: &'static str, column: &'static str, other: &'static str) -> TableCreateStatement {
    let mut link = table(name, vec![big_integer("talk_id"), big_integer(column), integer("position")]);
    link.primary_key(Index::create().col("talk_id").col(column));
    owned_by(owned_by(link, "talk_id", "talks"), column, other)
}

fn captions() -> TableCreateStatement {
    let columns = vec![id("id"), big_integer("talk_id"), text("language"), text("kind"), text("vtt"), big_integer("created_at"), big_integer("updated_at")];
    owned_by(table("captions", columns), "talk_id", "talks")
}

fn films() -> TableCreateStatement {
    let columns = vec![
        id("id"),
        big_integer("talk_id"),
        text_uniq("media_key"),
        text("original_name"),
        text("original_key"),
        big_integer("original_bytes"),
        text("original_sha256"),
        text("state"),
        text_null("refusal"),
        text_null("refusal_detail"),
        text_null("probe"),
        big_integer("duration_us"),
        integer("width"),
        integer("height"),
        boolean("just_in_time"),
        boolean("source_rung"),
        boolean("has_audio"),
        text("extras"),
        big_integer("created_at"),
        big_integer("updated_at"),
    ];
    owned_by(table("films", columns), "talk_id", "talks")
}

fn renditions() -> TableCreateStatement {
    let columns = vec![
        id("id"),
        big_integer("film_id"),
        text("name"),
        integer("width"),
        integer("height"),
        text("state"),
        text("source"),
        text("codecs"),
        big_integer("bandwidth"),
        big_integer("average_bandwidth"),
        double("frame_rate"),
        big_integer("bytes"),
        big_integer_null("verified_at"),
        big_integer("updated_at"),
    ];
    owned_by(table("renditions", columns), "film_id", "films")
}

fn jobs() -> TableCreateStatement {
    table(
        "jobs",
        vec![
            id("id"),
            text("name"),
            text("payload"),
            text("subject"),
            integer("lane"),
            integer("priority"),
            text("state"),
            big_integer("run_at"),
            big_integer_null("lease_until"),
            text_null("lease_owner"),
            big_integer("fence"),
            integer("tries"),
            integer("crashes"),
            integer("permille"),
            big_integer_null("remaining_s"),
            text("log_tail"),
            text_null("error"),
            boolean("cancel_requested"),
            text_null("dedupe"),
            big_integer("created_at"),
            big_integer_null("started_at"),
            big_integer_null("finished_at"),
        ],
    )
}

fn plays() -> TableCreateStatement {
    table(
        "plays",
        vec![
            bytes("sid").primary_key().to_owned(),
            big_integer("talk_id"),
            integer("day"),
            integer("q"),
            big_integer("started_at"),
            big_integer("updated_at"),
            integer("channel"),
            integer("seconds"),
            bytes("ranges"),
            integer("flags"),
            integer("bots_version"),
        ],
    )
}

fn indexes() -> Vec<IndexCreateStatement> {
    let index = |name: &'static str, table: &'static str, columns: &[&'static str]| {
        let mut index = Index::create();
        index.name(name).table(table);
        for column in columns {
            index.col(*column);
        }
        index
    };
    vec![
        index("talks_published", "talks", &["state", "published_at"]),
        index("talk_speakers_other", "talk_speakers", &["speaker_id"]),
        index("talk_topics_other", "talk_topics", &["topic_id"]),
        index("talk_professions_other", "talk_professions", &["profession_id"]),
        index("captions_talk", "captions", &["talk_id", "language", "kind"]).unique().to_owned(),
        index("films_talk", "films", &["talk_id"]),
        index("renditions_film", "renditions", &["film_id", "name"]).unique().to_owned(),
        index("jobs_claim", "jobs", &["state", "lane", "run_at"]),
        index("jobs_subject", "jobs", &["subject"]),
        index("jobs_dedupe", "jobs", &["dedupe"]).unique().to_owned(),
        index("plays_talk", "plays", &["talk_id", "day"]),
    ]
}
