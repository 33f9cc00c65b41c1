//! Who speaks in a talk, what it is about and for whom: read for many talks with one query.

use std::collections::HashMap;

use db::Db;
use i18n::Lang;
use schema::{SpeakerId, TalkId};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Statement};

use super::group::Named;
use crate::talk::Perspective;

/// A speaker as a talk's page and the lists show them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The row.
    pub id: SpeakerId,
    /// Address: `/speakers/{slug}`.
    pub slug: String,
    /// Their name.
    pub name: String,
    /// What stands under the name: »Pædagog i 22 år, Børnehuset Lærkereden«. May be empty.
    pub line: String,
    /// From where they know it; `None` when nobody has said.
    pub perspective: Option<Perspective>,
    /// About them. May be empty.
    pub bio: String,
    /// Something they said about speaking here. May be empty.
    pub quote: String,
    /// Name of a drawn portrait (`/posters/p-{portrait}.svg`). May be empty.
    pub portrait: String,
}

/// What is linked to one talk, each in the talk's own order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// Who speaks.
    pub speakers: Vec<Person>,
    /// What it is about.
    pub topics: Vec<Named>,
    /// For whom.
    pub professions: Vec<Named>,
}

#[derive(FromQueryResult)]
struct Row {
    kind: i32,
    talk_id: TalkId,
    id: i64,
    slug: String,
    name: String,
    name_en: String,
    line: String,
    perspective: String,
    bio: String,
    quote: String,
    portrait: String,
}

/// What is linked to each of these talks; a talk without links has no entry. The caller has decided that they may be seen.
pub(super) async fn links(db: &impl ConnectionTrait, talks: &[TalkId]) -> Result<HashMap<TalkId, Links>, DbErr> {
    let mut found: HashMap<TalkId, Links> = HashMap::new();
    if talks.is_empty() {
        return Ok(found);
    }
    for row in Row::find_by_statement(statement(db, talks)).all(db).await? {
        let links = found.entry(row.talk_id).or_default();
        match row.kind {
            0 => links.speakers.push(person(row)),
            1 => links.topics.push(named(row)),
            _ => links.professions.push(named(row)),
        }
    }
    Ok(found)
}

/// One statement for the three kinds: a list of talks costs one round trip, not three.
fn statement(db: &impl ConnectionTrait, talks: &[TalkId]) -> Statement {
    // Few lengths of the list, so that the database finds a statement that it has prepared before.
    let places = talks.len().next_power_of_two();
    let ids = (0..places).map(|n| talks[n.min(talks.len() - 1)].0);
    let list = (1..=places).map(|n| format!("${n}")).collect::<Vec<_>>().join(",");
    let named = |kind: u8, link: &str, other: &str, column: &str| {
        format!(
            "SELECT {kind} AS kind, l.talk_id, l.position AS place, o.id, o.slug, o.name_da AS name, o.name_en, '' AS line, '' AS perspective, '' AS bio, '' AS quote, '' AS portrait \
             FROM {link} l JOIN {other} o ON o.id = l.{column} WHERE l.talk_id IN ({list})"
        )
    };
    let sql = format!(
        "SELECT 0 AS kind, l.talk_id, l.position AS place, o.id, o.slug, o.name, '' AS name_en, o.line, o.perspective, o.bio, o.quote, o.portrait \
         FROM talk_speakers l JOIN speakers o ON o.id = l.speaker_id WHERE l.talk_id IN ({list}) UNION ALL {} UNION ALL {} ORDER BY 1, 2, 3",
        named(1, "talk_topics", "topics", "topic_id"),
        named(2, "talk_professions", "professions", "profession_id"),
    );
    Statement::from_sql_and_values(db.get_database_backend(), sql, ids.map(Into::into))
}

fn person(row: Row) -> Person {
    Person {
        id: SpeakerId(row.id),
        slug: row.slug,
        name: row.name,
        line: row.line,
        perspective: row.perspective.parse().ok(),
        bio: row.bio,
        quote: row.quote,
        portrait: row.portrait,
    }
}

fn named(row: Row) -> Named {
    Named { slug: row.slug, name_da: row.name, name_en: row.name_en, description_da: String::new(), description_en: String::new() }
}

impl Links {
    /// The speakers' names, as »Mette Lind og Ole Holm«.
    #[must_use]
    pub fn names(&self, lang: Lang) -> String {
        let names: Vec<&str> = self.speakers.iter().map(|person| person.name.as_str()).collect();
        match names.split_last() {
            Some((last, [])) => (*last).to_owned(),
            Some((last, rest)) => format!("{} {} {last}", rest.join(", "), if lang == Lang::Da { "og" } else { "and" }),
            None => String::new(),
        }
    }
}

/// What is linked to one talk. The caller has decided that it may be seen.
pub(crate) async fn links_of(db: &Db, talk: TalkId) -> Result<Links, DbErr> {
    Ok(links(db.read(), &[talk]).await?.remove(&talk).unwrap_or_default())
}
