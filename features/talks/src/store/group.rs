//! Topics and professions: talks under one roof, with counts by the same rule as the lists.

use db::Db;
use i18n::Lang;
use schema::{Viewer, profession as profession_table, talk, talk_profession, talk_topic, topic as topic_table};
use sea_orm::{DbErr, EntityTrait, ExprTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};

use crate::access;

/// A topic or a profession.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// Address: `/topics/{slug}`, `/professions/{slug}`.
    pub slug: String,
    /// Danish name.
    pub name_da: String,
    /// English name; empty when nobody has written it.
    pub name_en: String,
    /// Danish description; empty on a talk's page and in lists of talks.
    pub description_da: String,
    /// English description, likewise.
    pub description_en: String,
}

impl Named {
    /// The name in a language; the Danish one when there is no other.
    #[must_use]
    pub fn name(&self, lang: Lang) -> &str {
        if lang == Lang::En && !self.name_en.is_empty() { &self.name_en } else { &self.name_da }
    }

    /// The description in a language; the Danish one when there is no other.
    #[must_use]
    pub fn description(&self, lang: Lang) -> &str {
        if lang == Lang::En && !self.description_en.is_empty() { &self.description_en } else { &self.description_da }
    }
}

/// A topic or profession and how many talks the viewer finds there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// What it is.
    pub group: Named,
    /// Talks.
    pub talks: u64,
}

#[derive(FromQueryResult)]
struct Row {
    slug: String,
    name_da: String,
    name_en: String,
    description_da: String,
    description_en: String,
    talks: i64,
}

impl From<Row> for Counted {
    fn from(row: Row) -> Counted {
        let group =
            Named { slug: row.slug, name_da: row.name_da, name_en: row.name_en, description_da: row.description_da, description_en: row.description_en };
        Counted { group, talks: row.talks.try_into().unwrap_or(0) }
    }
}

macro_rules! group {
    ($all:ident, $one:ident, $table:ident, $link:ident, $column:ident) => {
        /// All that have a talk which the viewer finds, in their own order, with the number of talks.
        ///
        /// # Errors
        /// When the database does not answer.
        pub async fn $all(db: &Db, viewer: &Viewer) -> Result<Vec<Counted>, DbErr> {
            let rows = counted(viewer).order_by_asc($table::Column::Position).order_by_asc($table::Column::NameSort).into_model::<Row>().all(db.read()).await?;
            return Ok(rows.into_iter().map(Counted::from).collect());

            fn counted(viewer: &Viewer) -> sea_orm::Select<$table::Entity> {
                let link = $link::Entity::belongs_to($table::Entity).from($link::Column::$column).to($table::Column::Id).into();
                let to_talk = $link::Entity::belongs_to(talk::Entity).from($link::Column::TalkId).to(talk::Column::Id).into();
                $table::Entity::find()
                    .select_only()
                    .columns([
                        $table::Column::Slug,
                        $table::Column::NameDa,
                        $table::Column::NameEn,
                        $table::Column::DescriptionDa,
                        $table::Column::DescriptionEn,
                    ])
                    .column_as(Expr::col((talk::Entity, talk::Column::Id)).count(), "talks")
                    .join_rev(JoinType::InnerJoin, link)
                    .join(JoinType::InnerJoin, to_talk)
                    .filter(access::listed(viewer))
                    .group_by($table::Column::Id)
            }
        }

        /// The one of this address, whether or not it has talks.
        ///
        /// # Errors
        /// When the database does not answer.
        pub async fn $one(db: &Db, slug: &str) -> Result<Option<Named>, DbErr> {
            let row = $table::Entity::find().filter($table::COLUMN.slug.eq(slug)).one(db.read()).await?;
            Ok(row.map(|row| Named {
                slug: row.slug,
                name_da: row.name_da,
                name_en: row.name_en,
                description_da: row.description_da,
                description_en: row.description_en,
            }))
        }
    };
}

group!(topics, topic, topic_table, talk_topic, TopicId);
group!(professions, profession, profession_table, talk_profession, ProfessionId);
