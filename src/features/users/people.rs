//! Who a person is: first sight, later sights, and whether messages reach them.

use chrono::TimeDelta;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, LockType, OnConflict},
};
use teloxide::types::User;

use super::{
    consent::{self, Consents},
    roles,
};
use crate::{
    app::App,
    db,
    entity::{
        departure,
        user::{self, Column, Entity, Model},
    },
    kernel::{
        ids::{TgId, UserId},
        lang::Lang,
        page::Page,
        permission::Rights,
        time::Timestamp,
    },
};

/// `seen_at` is written at most this often: most updates only read.
const SEEN_STEP: TimeDelta = TimeDelta::hours(1);
/// What the database takes for a name; Telegram allows 64.
const NAME_LIMIT: usize = 64;

/// A person with what they may do and what they agreed to.
#[derive(Clone, Debug)]
pub struct Account {
    /// As stored.
    pub person: Model,
    /// Roles.
    pub rights: Rights,
    /// Decisions about documents.
    pub consents: Consents,
}

/// What Telegram says about a person.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Their id.
    pub telegram_id: TgId,
    /// First name; never empty at Telegram.
    pub first_name: String,
    /// Last name.
    pub last_name: Option<String>,
    /// @name without the @.
    pub username: Option<String>,
    /// Language of their app.
    pub language: Option<Lang>,
    /// Payload of the link that they come by: kept when it is their first.
    pub payload: Option<String>,
}

impl From<&User> for Visitor {
    fn from(user: &User) -> Self {
        Self {
            telegram_id: TgId(i64::try_from(user.id.0).unwrap_or_default()),
            first_name: user.first_name.clone(),
            last_name: user.last_name.clone(),
            username: user.username.clone(),
            language: user.language_code.as_deref().and_then(Lang::from_tag),
            payload: None,
        }
    }
}

/// The account of whoever wrote a message, perhaps coming by a link; made at first sight.
///
/// # Errors
/// When the database does not answer.
pub async fn seen(app: &App, sender: &User, payload: Option<String>) -> Result<Account, DbErr> {
    let visitor = Visitor {
        payload,
        ..Visitor::from(sender)
    };
    let (person, _) = welcome(app, &visitor).await?;
    account(app, person).await
}

/// The account of whoever tapped a button; none when there is none (any more): a button of an old
/// message makes no account.
///
/// # Errors
/// When the database does not answer.
pub async fn known(app: &App, sender: &User) -> Result<Option<Account>, DbErr> {
    let visitor = Visitor::from(sender);
    match by_telegram(app, visitor.telegram_id).await? {
        Some(person) => {
            let person = refresh(app, person, &visitor).await?;
            account(app, person).await.map(Some)
        }
        None => Ok(None),
    }
}

/// The person that Telegram vouched for at that moment; made at first sight. None when the account was
/// deleted since: what was signed before the deletion makes no new one.
///
/// # Errors
/// When the database does not answer.
pub async fn vouched(
    app: &App,
    visitor: &Visitor,
    signed_at: Timestamp,
) -> Result<Option<Model>, DbErr> {
    if let Some(person) = by_telegram(app, visitor.telegram_id).await? {
        return refresh(app, person, visitor).await.map(Some);
    }
    let who = departure::who(visitor.telegram_id);
    let departed = departure::Entity::find_by_id(who).one(&app.db).await?;
    if departed.is_some_and(|row| signed_at <= row.at) {
        return Ok(None);
    }
    let (person, _) = join(app, visitor).await?;
    Ok(Some(person))
}

/// The person behind a visitor; made at first sight, and then `true`.
///
/// # Errors
/// When the database does not answer.
pub async fn welcome(app: &App, visitor: &Visitor) -> Result<(Model, bool), DbErr> {
    if let Some(person) = by_telegram(app, visitor.telegram_id).await? {
        return Ok((refresh(app, person, visitor).await?, false));
    }
    join(app, visitor).await
}

async fn join(app: &App, visitor: &Visitor) -> Result<(Model, bool), DbErr> {
    let now = app.clock.now();
    let first_name = clip(&visitor.first_name);
    let last_name = visitor.last_name.as_deref().map(clip);
    let row = user::ActiveModel {
        telegram_id: Set(Some(visitor.telegram_id)),
        search: Set(search_text(
            &first_name,
            last_name.as_deref(),
            visitor.username.as_deref(),
        )),
        first_name: Set(first_name),
        last_name: Set(last_name),
        username: Set(visitor.username.clone()),
        lang: Set(visitor.language),
        interests: Set(String::new()),
        start_payload: Set(visitor.payload.clone()),
        created_at: Set(now),
        seen_at: Set(now),
        ..Default::default()
    };
    let inserted = Entity::insert(row)
        .on_conflict(
            OnConflict::column(Column::TelegramId)
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(&app.db)
        .await?;
    let person = by_telegram(app, visitor.telegram_id)
        .await?
        .ok_or_else(|| DbErr::RecordNotFound("a person who was just written".to_owned()))?;
    Ok((person, inserted > 0))
}

/// Adds roles and consents.
///
/// # Errors
/// When the database does not answer.
pub async fn account(app: &App, person: Model) -> Result<Account, DbErr> {
    let (rights, consents) = tokio::try_join!(
        roles::rights_of(app, &person),
        consent::of(&app.db, person.id)
    )?;
    Ok(Account {
        person,
        rights,
        consents,
    })
}

/// The person with this Telegram id.
///
/// # Errors
/// When the database does not answer.
pub async fn by_telegram(app: &App, id: TgId) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::TelegramId.eq(id))
        .one(&app.db)
        .await
}

/// The person with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn find(app: &App, id: UserId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).one(&app.db).await
}

/// Lets no other transaction that says the same of this person go on before this one is over: what it
/// counts of theirs stays so. SQLite has one writer anyway, and nothing to wait for.
///
/// # Errors
/// When the database does not answer.
pub async fn one_at_a_time(txn: &DatabaseTransaction, person: UserId) -> Result<(), DbErr> {
    if txn.get_database_backend() == DbBackend::Sqlite {
        return Ok(());
    }
    Entity::find_by_id(person)
        .select_only()
        .column(Column::Id)
        // Rows of others may point to the person meanwhile.
        .lock(LockType::NoKeyUpdate)
        .into_tuple::<UserId>()
        .one(txn)
        .await?;
    Ok(())
}

/// People whose name, @name or id matches, last seen first; everybody for an empty query.
///
/// # Errors
/// When the database does not answer.
pub async fn search(app: &App, query: &str, number: u32, size: u64) -> Result<Page<Model>, DbErr> {
    let select = Entity::find().filter(matching(query));
    let total = select.clone().count(&app.db).await?;
    let (number, offset) = Page::<Model>::locate(number, total, size);
    let items = select
        .order_by_desc(Column::SeenAt)
        .order_by_desc(Column::Id)
        .offset(offset)
        .limit(size)
        .all(&app.db)
        .await?;
    Ok(Page {
        items,
        number,
        count: Page::<Model>::count_of(total, size),
        total,
    })
}

/// The first few of them, without counting the rest.
///
/// # Errors
/// When the database does not answer.
pub async fn named(app: &App, query: &str, limit: u64) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(matching(query))
        .order_by_desc(Column::SeenAt)
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(&app.db)
        .await
}

/// People with an id below `before`, newest first: the API's pages.
///
/// # Errors
/// When the database does not answer.
pub async fn list_before(
    app: &App,
    query: &str,
    before: Option<UserId>,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let mut select = Entity::find().filter(matching(query));
    if let Some(before) = before {
        select = select.filter(Column::Id.lt(before));
    }
    select
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(&app.db)
        .await
}

fn matching(query: &str) -> Condition {
    // No name has control characters in it, and Postgres takes no zero.
    let query = query.replace(char::is_control, " ");
    let query = query.trim().trim_start_matches('@').to_lowercase();
    let live = Condition::all().add(Column::DeletedAt.is_null());
    if query.is_empty() {
        return live;
    }
    let mut any = Condition::any().add(db::saying(Column::Search, &query));
    if let Ok(id) = query.parse::<i64>() {
        any = any.add(Column::Id.eq(id)).add(Column::TelegramId.eq(id));
    }
    live.add(any)
}

/// Notes that messages reach a person again, or do not.
///
/// # Errors
/// When the database does not answer.
pub async fn reachable(app: &App, person: TgId, is_reachable: bool) -> Result<(), DbErr> {
    let since = (!is_reachable).then(|| app.clock.now());
    Entity::update_many()
        .col_expr(Column::UnreachableAt, Expr::value(since.map(|at| at.0)))
        .filter(Column::TelegramId.eq(person))
        .exec(&app.db)
        .await?;
    Ok(())
}

/// Notes that messages do not reach a person.
///
/// # Errors
/// When the database does not answer.
pub async fn mark_unreachable(app: &App, person: UserId) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::UnreachableAt, Expr::value(app.clock.now()))
        .filter(Column::Id.eq(person))
        .filter(Column::UnreachableAt.is_null())
        .exec(&app.db)
        .await?;
    Ok(())
}

/// What staff's search looks through.
#[must_use]
pub fn search_text(first: &str, last: Option<&str>, username: Option<&str>) -> String {
    let parts = [Some(first), last, username];
    let words: Vec<_> = parts.into_iter().flatten().map(str::to_lowercase).collect();
    words.join(" ")
}

/// Follows what Telegram says now: the @name, and that the person is here. Names were the person's own
/// from first sight on.
async fn refresh(app: &App, person: Model, visitor: &Visitor) -> Result<Model, DbErr> {
    let now: Timestamp = app.clock.now();
    let is_known = person.username == visitor.username
        && person.unreachable_at.is_none()
        && now.since(person.seen_at) < SEEN_STEP;
    if is_known {
        return Ok(person);
    }
    // Somebody who was given a role before they came is known by their number only.
    let is_nameless = person.first_name == visitor.telegram_id.to_string();
    let (first, last) = if is_nameless {
        (
            clip(&visitor.first_name),
            visitor.last_name.as_deref().map(clip),
        )
    } else {
        (person.first_name.clone(), person.last_name.clone())
    };
    let payload = if is_nameless {
        visitor.payload.clone()
    } else {
        person.start_payload.clone()
    };
    let search = search_text(&first, last.as_deref(), visitor.username.as_deref());
    Entity::update_many()
        .col_expr(Column::FirstName, Expr::value(first))
        .col_expr(Column::LastName, Expr::value(last))
        .col_expr(Column::Username, Expr::value(visitor.username.clone()))
        .col_expr(Column::Search, Expr::value(search))
        .col_expr(Column::StartPayload, Expr::value(payload))
        .col_expr(Column::UnreachableAt, Expr::value(Option::<i64>::None))
        .col_expr(Column::SeenAt, Expr::value(now))
        .filter(Column::Id.eq(person.id))
        .filter(Column::DeletedAt.is_null())
        .exec(&app.db)
        .await?;
    find(app, person.id)
        .await?
        .ok_or_else(|| DbErr::RecordNotFound("a person who was just here".to_owned()))
}

fn clip(name: &str) -> String {
    name.chars().take(NAME_LIMIT).collect()
}
