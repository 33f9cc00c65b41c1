//! Who is looking, as a handler learns it.

use std::convert::Infallible;
use std::ops::Deref;

use axum::extract::FromRequestParts;
use http::request::Parts;

/// Who asks; `Viewer(viewer): Viewer` in a handler's arguments. Nobody can sign in yet, so everybody is anonymous.
#[derive(Clone, Debug)]
pub struct Viewer(pub schema::Viewer);

impl Deref for Viewer {
    type Target = schema::Viewer;

    fn deref(&self) -> &schema::Viewer {
        &self.0
    }
}

impl<S: Sync> FromRequestParts<S> for Viewer {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Viewer, Infallible> {
        Ok(Viewer(schema::Viewer::Anonymous))
    }
}
