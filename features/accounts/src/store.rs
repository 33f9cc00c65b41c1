//! Every query for professions. They are public: no row of theirs is hidden from anybody.

use schema::{Ids, ProfessionId, Time, change, profession, sort_key};
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder};

use crate::profession::{OTHER, Usual};
use crate::{Profession, slug};

/// All professions that have a row, in the order of lists.
///
/// # Errors
/// When the database does not answer.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Profession>, DbErr> {
    let rows = profession::Entity::find().order_by_asc(profession::Column::Position).order_by_asc(profession::Column::NameSort).all(db).await?;
    Ok(rows.into_iter().map(shown).collect())
}

/// The profession of an address.
///
/// # Errors
/// When the database does not answer.
pub async fn by_slug(db: &impl ConnectionTrait, slug: &str) -> Result<Option<Profession>, DbErr> {
    let row = profession::Entity::find().filter(profession::COLUMN.slug.eq(slug)).one(db).await?;
    Ok(row.map(shown))
}

/// The profession of this name (Danish, English or as in addresses), made when it has no row yet; `None` when the name
/// holds no letter.
///
/// # Errors
/// When the database does not answer.
pub async fn ensure(tx: &DatabaseTransaction, ids: &Ids, now: Time, name: &str) -> Result<Option<ProfessionId>, DbErr> {
    let name = name.trim();
    let (position, names, descriptions) = match Usual::find(name) {
        Some((position, usual)) => (position, usual.names.map(str::to_owned), usual.descriptions.map(str::to_owned)),
        None => (OTHER, [name.to_owned(), name.to_owned()], [String::new(), String::new()]),
    };
    let slug = slug(&names[0]);
    if slug.is_empty() {
        return Ok(None);
    }
    if let Some(held) = by_slug(tx, &slug).await? {
        return Ok(Some(held.id));
    }
    let id: ProfessionId = ids.next(now);
    let name_sort = sort_key(&names[0]);
    let ([name_da, name_en], [description_da, description_en]) = (names, descriptions);
    let row = profession::ActiveModel {
        id: Set(id),
        slug: Set(slug),
        name_da: Set(name_da),
        name_en: Set(name_en),
        description_da: Set(description_da),
        description_en: Set(description_en),
        position: Set(position),
        name_sort: Set(name_sort),
    };
    profession::Entity::insert(row).exec_without_returning(tx).await?;
    change::record(tx, &format!("profession/{id}"), "made", now).await?;
    Ok(Some(id))
}

fn shown(row: profession::Model) -> Profession {
    Profession { id: row.id, slug: row.slug, names: [row.name_da, row.name_en], descriptions: [row.description_da, row.description_en] }
}
