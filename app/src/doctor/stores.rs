//! Database and storage: do they answer, and can they be written to?

use db::Db;
use web::Finding;

use super::{fault, good, warning};
use crate::data_folder::DataFolder;
use crate::settings::{Settings, without_password};
use crate::{Text, open};

/// Looks at both; answers the database when it can be used as it is.
pub async fn look(data: &DataFolder, settings: &Settings, text: Text) -> (Option<Db>, Vec<Finding>) {
    let mut findings = Vec::new();
    let db = database(data, settings, text, &mut findings).await;
    findings.push(storage(data, settings, text).await);
    (db, findings)
}

async fn database(data: &DataFolder, settings: &Settings, text: Text, findings: &mut Vec<Finding>) -> Option<Db> {
    // Looking must not leave an empty database behind.
    if settings.database_url.is_empty() && !data.path().join(crate::data_folder::DataFolder::DATABASE).exists() {
        findings.push(good(text.database_missing()));
        return None;
    }
    let found = match open::database(data, settings).await {
        Err(error) => Err(error),
        Ok(db) => match db.ping().await {
            Ok(()) => db.migrations().await.map(|(pending, _)| (db, pending)).map_err(Into::into),
            Err(error) => Err(error.into()),
        },
    };
    match found {
        Err(error) => {
            findings.push(fault(text.database_fault(format!("{error:#}"))));
            None
        }
        Ok((db, pending)) => {
            let what = if open::is_sqlite(settings) { "SQLite".to_owned() } else { without_password(&settings.database_url) };
            findings.push(good(text.database_good(what)));
            if pending > 0 {
                findings.push(warning(text.database_pending(pending)));
            }
            (pending == 0).then_some(db)
        }
    }
}

async fn storage(data: &DataFolder, settings: &Settings, text: Text) -> Finding {
    const KEY: &str = "doctor/probe";
    let tried = async {
        let storage = open::storage(data, settings)?;
        storage.put_bytes(KEY, bytes::Bytes::from_static(b"probe")).await?;
        let found = storage.get_range(KEY, 0..5).await?;
        storage.delete(KEY).await?;
        anyhow::ensure!(&found[..] == b"probe", "what was written did not come back");
        anyhow::Ok(())
    };
    match tried.await {
        Ok(()) => good(text.storage_good()),
        Err(error) => fault(text.storage_fault(format!("{error:#}"))),
    }
}
