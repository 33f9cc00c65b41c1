//! The tables with their columns' kinds, and rows as lines that mean the same to both databases.

use anyhow::{Context, bail, ensure};
use base64::{Engine, prelude::BASE64_STANDARD};
use sea_orm::{ColumnTrait, ColumnType, EntityTrait, IdenStatic, Iterable, PrimaryKeyToColumn, QueryResult, Value};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// What a column holds.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    /// 32 bits, a JSON number.
    Int,
    /// 64 bits, a JSON number.
    Bigint,
    Bool,
    /// A string of the shortest digits that give the same 64 bits back.
    Double,
    Text,
    /// Base 64.
    Bytes,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Column {
    pub name: String,
    pub kind: Kind,
}

/// The first line of a table's file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Table {
    pub table: String,
    pub columns: Vec<Column>,
    /// Rows stand in the order of this.
    pub key: Vec<String>,
}

fn table<E: EntityTrait>() -> Table {
    let columns = E::Column::iter().map(|column| Column { name: column.as_str().to_owned(), kind: kind(column.def().get_column_type()) });
    Table {
        table: E::default().table_name().to_owned(),
        columns: columns.collect(),
        key: E::PrimaryKey::iter().map(|key| key.into_column().as_str().to_owned()).collect(),
    }
}

fn kind(column: &ColumnType) -> Kind {
    match column {
        ColumnType::Integer => Kind::Int,
        ColumnType::BigInteger => Kind::Bigint,
        ColumnType::Boolean => Kind::Bool,
        ColumnType::Double => Kind::Double,
        ColumnType::Blob | ColumnType::VarBinary(_) | ColumnType::Binary(_) => Kind::Bytes,
        ColumnType::Text | ColumnType::String(_) => Kind::Text,
        other => unreachable!("a portable table has no column of the kind {other:?}"),
    }
}

/// All tables, those first that others refer to. A test holds this against the database.
pub(crate) fn tables() -> Vec<Table> {
    use schema::*;
    vec![
        table::<topic::Entity>(),
        table::<profession::Entity>(),
        table::<speaker::Entity>(),
        table::<talk::Entity>(),
        table::<talk_speaker::Entity>(),
        table::<talk_topic::Entity>(),
        table::<talk_profession::Entity>(),
        table::<caption::Entity>(),
        table::<film::Entity>(),
        table::<rendition::Entity>(),
        table::<job::Entity>(),
        table::<play::Entity>(),
        table::<setting::Entity>(),
        table::<change::Entity>(),
        table::<audit::Entity>(),
    ]
}

impl Column {
    /// The column of a row from the database.
    pub fn read(&self, row: &QueryResult) -> anyhow::Result<Json> {
        let name = self.name.as_str();
        Ok(match self.kind {
            Kind::Int => row.try_get::<Option<i32>>("", name)?.into(),
            Kind::Bigint => row.try_get::<Option<i64>>("", name)?.into(),
            Kind::Bool => row.try_get::<Option<bool>>("", name)?.into(),
            Kind::Double => row.try_get::<Option<f64>>("", name)?.map(|number| number.to_string()).into(),
            Kind::Text => row.try_get::<Option<String>>("", name)?.into(),
            Kind::Bytes => row.try_get::<Option<Vec<u8>>>("", name)?.map(|bytes| BASE64_STANDARD.encode(bytes)).into(),
        })
    }

    /// The column of a line, for the database.
    pub fn write(&self, json: &Json) -> anyhow::Result<Value> {
        let text = || json.as_str().context("not a string");
        let value = match (self.kind, json) {
            (Kind::Int, Json::Null) => Value::Int(None),
            (Kind::Bigint, Json::Null) => Value::BigInt(None),
            (Kind::Bool, Json::Null) => Value::Bool(None),
            (Kind::Double, Json::Null) => Value::Double(None),
            (Kind::Text, Json::Null) => Value::String(None),
            (Kind::Bytes, Json::Null) => Value::Bytes(None),
            (Kind::Int, _) => i32::try_from(json.as_i64().context("not a number")?)?.into(),
            (Kind::Bigint, _) => json.as_i64().context("not a number")?.into(),
            (Kind::Bool, _) => json.as_bool().context("neither true nor false")?.into(),
            (Kind::Double, _) => text()?.parse::<f64>()?.into(),
            // SQLite stores the character NUL, PostgreSQL refuses it
            (Kind::Text, _) => text()?.replace('\0', "\u{FFFD}").into(),
            (Kind::Bytes, _) => BASE64_STANDARD.decode(text()?)?.into(),
        };
        Ok(value)
    }
}

impl Table {
    /// A line of the file as values for the database.
    pub fn values(&self, line: &str) -> anyhow::Result<Vec<Value>> {
        let row: Vec<Json> = serde_json::from_str(line)?;
        ensure!(row.len() == self.columns.len(), "{} values for {} columns", row.len(), self.columns.len());
        self.columns.iter().zip(&row).map(|(column, json)| column.write(json).with_context(|| column.name.clone())).collect()
    }

    /// Takes a file's first line, if it is of this table as it is today.
    pub fn expect(&self, line: &str) -> anyhow::Result<()> {
        let found: Table = serde_json::from_str(line)?;
        if found == *self { Ok(()) } else { bail!("its columns are not those of the table {}", self.table) }
    }
}
