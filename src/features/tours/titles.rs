//! What tours are called, in whatever language there is.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};

use crate::{
    entity::tour_text::{Column, Entity},
    kernel::{ids::TourId, lang::Lang},
};

/// The titles of one tour.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Titles(Vec<(Lang, String)>);

impl Titles {
    /// The title in a language; in another one where there is none.
    #[must_use]
    pub fn of(&self, lang: Lang) -> &str {
        best(&self.0, lang, |(lang, _)| *lang).map_or("—", |(_, title)| title)
    }
}

/// Of things in several languages, the one in `lang`, or else the first of the languages that there is.
pub(crate) fn best<T>(all: &[T], lang: Lang, of: impl Fn(&T) -> Lang) -> Option<&T> {
    std::iter::once(lang)
        .chain(Lang::ALL)
        .find_map(|lang| all.iter().find(|one| of(one) == lang))
}

/// The titles of tours.
///
/// # Errors
/// When the database does not answer.
pub async fn of(
    db: &impl ConnectionTrait,
    tours: impl IntoIterator<Item = TourId>,
) -> Result<HashMap<TourId, Titles>, DbErr> {
    let rows: Vec<(TourId, Lang, String)> = Entity::find()
        .select_only()
        .columns([Column::TourId, Column::Lang, Column::Title])
        .filter(Column::TourId.is_in(tours))
        .into_tuple()
        .all(db)
        .await?;
    let mut titles: HashMap<TourId, Titles> = HashMap::new();
    for (tour, lang, title) in rows {
        titles.entry(tour).or_default().0.push((lang, title));
    }
    Ok(titles)
}
