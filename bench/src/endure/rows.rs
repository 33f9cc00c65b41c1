//! What the database says of jobs and films. Read-only, on a connection that lives for one question: it must not keep a
//! killed server's SQLite files open, or the next start would have nothing to recover.

use anyhow::{Context, Result};
use schema::{film, job, rendition};
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, EntityTrait as _, Statement};

use super::{program::Place, world::World};

/// The rows of one database.
pub struct Rows<'a> {
    world: &'a World,
    url: String,
}

impl<'a> Rows<'a> {
    /// Of the SQLite file in a place.
    pub fn of(world: &'a World, place: &Place) -> Rows<'a> {
        Rows { world, url: format!("sqlite://{}/social-talks.db?mode=ro", place.data.display()) }
    }

    /// Of a PostgreSQL database.
    pub fn at(world: &'a World, url: &str) -> Rows<'a> {
        Rows { world, url: url.to_owned() }
    }

    fn ask<T>(&self, question: impl AsyncFnOnce(&DatabaseConnection) -> Result<T, sea_orm::DbErr>) -> Result<T> {
        self.world.wait(async {
            let db = Database::connect(&self.url).await.context("looking into the database")?;
            let answer = question(&db).await;
            db.close().await?;
            Ok(answer?)
        })
    }

    /// All jobs.
    pub fn jobs(&self) -> Result<Vec<job::Model>> {
        self.ask(async |db| job::Entity::find().all(db).await)
    }

    /// The jobs of one film.
    pub fn jobs_of(&self, film: &film::Model) -> Result<Vec<job::Model>> {
        let subject = format!("film/{}", film.id);
        Ok(self.jobs()?.into_iter().filter(|job| job.subject == subject).collect())
    }

    /// The job that encodes this film at the moment.
    pub fn encoding(&self, film: &film::Model) -> Result<Option<job::Model>> {
        const MEDIA: i32 = 1;
        Ok(self.jobs_of(film)?.into_iter().find(|job| job.lane == MEDIA && job.state == "running"))
    }

    /// A job by its row.
    pub fn job(&self, id: schema::JobId) -> Result<job::Model> {
        self.ask(async |db| job::Entity::find_by_id(id).one(db).await)?.context("the job's row")
    }

    /// The newest film.
    pub fn newest_film(&self) -> Result<film::Model> {
        let films = self.ask(async |db| film::Entity::find().all(db).await)?;
        films.into_iter().max_by_key(|film| (film.created_at, film.id.0)).context("a film")
    }

    /// The film again, as it is now.
    pub fn film(&self, id: schema::FilmId) -> Result<film::Model> {
        self.ask(async |db| film::Entity::find_by_id(id).one(db).await)?.context("the film's row")
    }

    /// The renditions of all films.
    pub fn renditions(&self) -> Result<Vec<rendition::Model>> {
        self.ask(async |db| rendition::Entity::find().all(db).await)
    }

    /// What SQLite says of its own file: `ok`.
    pub fn integrity(&self) -> Result<String> {
        let row = self.ask(async |db| db.query_one_raw(Statement::from_string(db.get_database_backend(), "PRAGMA integrity_check")).await)?;
        Ok(row.context("an answer")?.try_get("", "integrity_check")?)
    }
}

/// Whether nothing of these is left to be done.
pub fn all_ended(jobs: &[job::Model]) -> bool {
    jobs.iter().all(|job| !matches!(job.state.as_str(), "waiting" | "running"))
}
