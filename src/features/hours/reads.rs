//! Lists and cards of hours, for whoever may see them.

use sea_orm::{
    ColumnTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

use super::{error::HoursError, slots::HOUR, terms::Side};
use crate::{
    app::App,
    entity::{
        hour::{Column, Entity, Model, Status},
        user,
    },
    kernel::{
        ids::{HourId, UserId},
        page::Page,
        permission::{Permission, Rights},
        time::Timestamp,
    },
};

/// An hour as somebody sees it.
#[derive(Clone, Debug)]
pub struct Card {
    /// The hour.
    pub hour: Model,
    /// On which side the viewer stands.
    pub side: Side,
    /// The two, for staff's eyes alone: client, operator.
    pub people: Option<(String, String)>,
}

/// One hour, for its client, its operator, or staff.
///
/// # Errors
/// [`HoursError::Gone`] for everybody else, or the database.
pub async fn card(
    app: &App,
    viewer: UserId,
    rights: &Rights,
    hour: HourId,
) -> Result<Card, HoursError> {
    let hour = Entity::find_by_id(hour)
        .one(&app.db)
        .await?
        .ok_or(HoursError::Gone)?;
    let side = side_of(&hour, viewer, rights).ok_or(HoursError::Gone)?;
    let people = if side == Side::Staff {
        let both = user::Entity::find()
            .filter(user::Column::Id.is_in([hour.client_id, hour.operator_id]))
            .all(&app.db)
            .await?;
        let name = |id: UserId| {
            both.iter()
                .find(|person| person.id == id)
                .map_or_else(String::new, user::Model::full_name)
        };
        Some((name(hour.client_id), name(hour.operator_id)))
    } else {
        None
    };
    Ok(Card { hour, side, people })
}

/// One hour, unseen.
///
/// # Errors
/// When the database does not answer.
pub async fn find(app: &App, hour: HourId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(hour).one(&app.db).await
}

/// On which side of an hour somebody stands; none for strangers.
#[must_use]
pub fn side_of(hour: &Model, viewer: UserId, rights: &Rights) -> Option<Side> {
    if hour.client_id == viewer {
        Some(Side::Client)
    } else if hour.operator_id == viewer {
        Some(Side::Operator)
    } else if rights.may(Permission::SeeOrders) {
        Some(Side::Staff)
    } else {
        None
    }
}

/// A client's own hours, the latest first; holds that ran out are of no interest.
///
/// # Errors
/// When the database does not answer.
pub async fn mine(app: &App, client: UserId, number: u32, size: u64) -> Result<Page<Model>, DbErr> {
    let select = Entity::find()
        .filter(Column::ClientId.eq(client))
        .filter(Column::Status.ne(Status::Expired))
        .order_by_desc(Column::StartsAt)
        .order_by_desc(Column::Id);
    page(app, select, number, size).await
}

/// As [`mine`], the latest booked first, from before this one on.
///
/// # Errors
/// When the database does not answer.
pub async fn mine_before(
    app: &App,
    client: UserId,
    before: Option<HourId>,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let mut select = Entity::find()
        .filter(Column::ClientId.eq(client))
        .filter(Column::Status.ne(Status::Expired));
    if let Some(before) = before {
        select = select.filter(Column::Id.lt(before));
    }
    select
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(&app.db)
        .await
}

/// A client's next hour that is kept, booked or runs.
///
/// # Errors
/// When the database does not answer.
pub async fn next(app: &App, client: UserId) -> Result<Option<Model>, DbErr> {
    let now = app.clock.now();
    Entity::find()
        .filter(Column::ClientId.eq(client))
        .filter(Column::Status.is_in([Status::Held, Status::Booked, Status::Live]))
        .filter(Column::StartsAt.gt(now.minus(HOUR)))
        .order_by_asc(Column::StartsAt)
        .one(&app.db)
        .await
}

/// Hours that are booked or run, the next first: an operator's own, or everybody's.
///
/// # Errors
/// When the database does not answer.
pub async fn coming(
    app: &App,
    operator: Option<UserId>,
    number: u32,
    size: u64,
) -> Result<Page<Model>, DbErr> {
    let mut select = Entity::find()
        .filter(Column::Status.is_in([Status::Booked, Status::Live]))
        .order_by_asc(Column::StartsAt)
        .order_by_asc(Column::Id);
    if let Some(operator) = operator {
        select = select.filter(Column::OperatorId.eq(operator));
    }
    page(app, select, number, size).await
}

/// The hour that somebody is in right now, as client or operator: what they say goes there.
///
/// # Errors
/// When the database does not answer.
pub async fn present(app: &App, person: UserId) -> Result<Option<Model>, DbErr> {
    use sea_orm::ExprTrait;
    let now = app.clock.now();
    Entity::find()
        .filter(Column::Status.is_in([Status::Booked, Status::Live]))
        .filter(Column::StartsAt.lte(now))
        .filter(Column::StartsAt.gt(now.minus(HOUR)))
        .filter(
            Column::ClientId
                .eq(person)
                .or(Column::OperatorId.eq(person)),
        )
        .order_by_asc(Column::Id)
        .one(&app.db)
        .await
}

/// Whether `now` lies within the sixty minutes.
#[must_use]
pub fn is_within(hour: &Model, now: Timestamp) -> bool {
    (hour.starts_at..hour.starts_at.plus(HOUR)).contains(&now)
}

async fn page(
    app: &App,
    select: Select<Entity>,
    number: u32,
    size: u64,
) -> Result<Page<Model>, DbErr> {
    let total = select.clone().count(&app.db).await?;
    let (number, offset) = Page::<Model>::locate(number, total, size);
    let items = select.offset(offset).limit(size).all(&app.db).await?;
    Ok(Page {
        items,
        number,
        count: Page::<Model>::count_of(total, size),
        total,
    })
}
