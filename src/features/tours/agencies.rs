//! Agencies: made, described and blocked by the platform; their own words are theirs.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait,
    DatabaseTransaction, DbErr, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
};
use secrecy::{ExposeSecret, SecretString};

use super::{error::ToursError, require};
use crate::{
    app::App,
    db,
    entity::agency::{ActiveModel, Column, Entity, Model, Status},
    features::{
        audit::{self, AgencyDeed, AuditEvent},
        users::{
            events::RolesChanged,
            roles::{self, Grant},
        },
    },
    kernel::{
        actor::Actor,
        ids::{AgencyId, UserId},
        permission::{Permission, Rights, Role},
        time::Timestamp,
        words::fitting,
    },
    outbox,
};

/// Longest name of an agency, in characters.
pub const NAME_LIMIT: usize = 60;
/// Longest description, and longest contacts.
pub const TEXT_LIMIT: usize = 1000;
/// What keys of a cash desk are sealed for. Never changes.
const KEY: &str = "agency.payme_key";
/// The same for keys of Payme's sandbox.
const TEST_KEY: &str = "agency.payme_test_key";

/// What an agency says of itself.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// Its name.
    pub name: Option<String>,
    /// Who they are.
    pub description: Option<String>,
    /// How to reach them.
    pub contacts: Option<String>,
    /// The logo, as Telegram knows it.
    pub logo_file_id: Option<String>,
}

/// A cash desk at Payme.
#[derive(Clone, Debug)]
pub struct CashDesk {
    /// Its id there.
    pub merchant: String,
    /// Its key.
    pub key: SecretString,
    /// Its key in Payme's sandbox.
    pub test_key: Option<SecretString>,
}

/// The agency.
///
/// # Errors
/// [`ToursError::Gone`], or the database.
pub async fn find(db: &impl ConnectionTrait, id: AgencyId) -> Result<Model, ToursError> {
    Entity::find_by_id(id)
        .one(db)
        .await?
        .ok_or(ToursError::Gone)
}

/// The agencies that somebody decides for, by name: all of them, or those that they manage.
///
/// # Errors
/// When the database does not answer.
pub async fn of(app: &App, rights: &Rights) -> Result<Vec<Model>, DbErr> {
    let mut wanted = Entity::find().order_by_asc(Column::Name);
    if !rights.may(Permission::ManageAgencies) {
        wanted = wanted.filter(Column::Id.is_in(rights.agencies()));
    }
    wanted.all(&app.db).await
}

/// Agencies below `before`, newest first: those that sell, and for the platform all.
///
/// # Errors
/// When the database does not answer.
pub async fn below(
    app: &App,
    rights: &Rights,
    before: Option<AgencyId>,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let selling = (!rights.may(Permission::ManageAgencies)).then(|| {
        Column::Status
            .eq(Status::Active)
            .or(Column::Id.is_in(rights.agencies()))
    });
    Entity::find()
        .filter(
            Condition::all()
                .add_option(selling)
                .add_option(before.map(|before| Column::Id.lt(before))),
        )
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(&app.db)
        .await
}

/// Makes an agency.
///
/// # Errors
/// [`ToursError::Taken`] for a name that is there, and see [`ToursError`].
pub async fn create(
    app: &App,
    actor: Actor,
    rights: &Rights,
    name: &str,
) -> Result<Model, ToursError> {
    if !rights.may(Permission::ManageAgencies) {
        return Err(ToursError::NotAllowed);
    }
    let now = app.clock.now();
    let row = ActiveModel {
        name: Set(text("name", name, NAME_LIMIT, false)?),
        description: Set(String::new()),
        contacts: Set(String::new()),
        commission_bp: Set(i32::try_from(app.config.tours.commission_percent * 100).unwrap_or(0)),
        status: Set(Status::Active),
        created_at: Set(now),
        ..Default::default()
    };
    let txn = db::begin(&app.db).await?;
    let agency = match row.insert(&txn).await {
        Err(error) if db::is_unique(&error) => return Err(ToursError::Taken),
        other => other?,
    };
    write_down(&txn, now, actor, agency.id, AgencyDeed::Created).await?;
    txn.commit().await?;
    Ok(agency)
}

/// Changes what an agency says of itself.
///
/// # Errors
/// See [`ToursError`].
pub async fn describe(
    app: &App,
    actor: Actor,
    rights: &Rights,
    id: AgencyId,
    words: Words,
) -> Result<Model, ToursError> {
    require(rights, id)?;
    let mut row = ActiveModel {
        id: Set(id),
        ..Default::default()
    };
    if let Some(name) = &words.name {
        row.name = Set(text("name", name, NAME_LIMIT, false)?);
    }
    if let Some(description) = &words.description {
        row.description = Set(text("description", description, TEXT_LIMIT, true)?);
    }
    if let Some(contacts) = &words.contacts {
        row.contacts = Set(text("contacts", contacts, TEXT_LIMIT, true)?);
    }
    if let Some(logo) = words.logo_file_id {
        row.logo_file_id = Set(Some(logo));
    }
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    find(&txn, id).await?;
    if row.is_changed() {
        match row.update(&txn).await {
            Err(error) if db::is_unique(&error) => return Err(ToursError::Taken),
            other => drop(other?),
        }
        write_down(&txn, now, actor, id, AgencyDeed::Changed).await?;
    }
    let agency = find(&txn, id).await?;
    txn.commit().await?;
    Ok(agency)
}

/// Agrees on another commission, in basis points: it holds for bookings from now on.
///
/// # Errors
/// See [`ToursError`].
pub async fn set_commission(
    app: &App,
    actor: Actor,
    rights: &Rights,
    id: AgencyId,
    commission_bp: u32,
) -> Result<Model, ToursError> {
    if !rights.may(Permission::ManageAgencies) {
        return Err(ToursError::NotAllowed);
    }
    if commission_bp > 10_000 {
        return Err(ToursError::BadNumber("commission"));
    }
    let share = i32::try_from(commission_bp).unwrap_or_default();
    let deed = AgencyDeed::CommissionSet(commission_bp);
    change(app, actor, id, deed, |row| row.commission_bp = Set(share)).await
}

/// Connects an agency's cash desk at Payme, or disconnects it.
///
/// # Errors
/// [`ToursError::Taken`] for a cash desk of another agency, and see [`ToursError`].
pub async fn set_payme(
    app: &App,
    actor: Actor,
    rights: &Rights,
    id: AgencyId,
    desk: Option<CashDesk>,
) -> Result<Model, ToursError> {
    if !rights.may(Permission::ManageAgencies) {
        return Err(ToursError::NotAllowed);
    }
    let (merchant, key, test_key) = match &desk {
        None => (None, None, None),
        Some(desk) => {
            let merchant = desk.merchant.trim();
            let is_id = (1..=64).contains(&merchant.len())
                && merchant.bytes().all(|byte| byte.is_ascii_alphanumeric());
            if !is_id {
                return Err(ToursError::BadText("merchant"));
            }
            if desk.key.expose_secret().trim().is_empty() {
                return Err(ToursError::BadText("key"));
            }
            let test = desk.test_key.as_ref();
            let test = test.map(|key| app.vault.seal(TEST_KEY, id.0, key));
            (
                Some(merchant.to_owned()),
                Some(app.vault.seal(KEY, id.0, &desk.key)?),
                test.transpose()?,
            )
        }
    };
    change(app, actor, id, AgencyDeed::PaymeSet, |row| {
        row.payme_merchant = Set(merchant);
        row.payme_key_sealed = Set(key);
        row.payme_test_key_sealed = Set(test_key);
    })
    .await
}

/// The keys of an agency's cash desk: the real one, and that of Payme's sandbox.
///
/// # Errors
/// [`ToursError::Vault`] when they do not open.
pub fn payme_keys(
    app: &App,
    agency: &Model,
) -> Result<(Option<SecretString>, Option<SecretString>), ToursError> {
    let open = |purpose, sealed: &Option<String>| {
        let sealed = sealed.as_deref();
        sealed
            .map(|sealed| app.vault.unseal(purpose, agency.id.0, sealed))
            .transpose()
    };
    Ok((
        open(KEY, &agency.payme_key_sealed)?,
        open(TEST_KEY, &agency.payme_test_key_sealed)?,
    ))
}

/// Keeps an agency from selling; what is booked goes on.
///
/// # Errors
/// See [`ToursError`].
pub async fn block(
    app: &App,
    actor: Actor,
    rights: &Rights,
    id: AgencyId,
    reason: &str,
) -> Result<Model, ToursError> {
    if !rights.may(Permission::ManageAgencies) {
        return Err(ToursError::NotAllowed);
    }
    let reason = text("reason", reason, TEXT_LIMIT, false)?;
    change(app, actor, id, AgencyDeed::Blocked, |row| {
        row.status = Set(Status::Blocked);
        row.blocked_reason = Set(Some(reason));
    })
    .await
}

/// Lets an agency sell again.
///
/// # Errors
/// See [`ToursError`].
pub async fn unblock(
    app: &App,
    actor: Actor,
    rights: &Rights,
    id: AgencyId,
) -> Result<Model, ToursError> {
    if !rights.may(Permission::ManageAgencies) {
        return Err(ToursError::NotAllowed);
    }
    change(app, actor, id, AgencyDeed::Unblocked, |row| {
        row.status = Set(Status::Active);
        row.blocked_reason = Set(None);
    })
    .await
}

async fn change(
    app: &App,
    actor: Actor,
    id: AgencyId,
    deed: AgencyDeed,
    set: impl FnOnce(&mut ActiveModel),
) -> Result<Model, ToursError> {
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    find(&txn, id).await?;
    let mut row = ActiveModel {
        id: Set(id),
        ..Default::default()
    };
    set(&mut row);
    let agency = match row.update(&txn).await {
        Err(error) if db::is_unique(&error) => return Err(ToursError::Taken),
        other => other?,
    };
    write_down(&txn, now, actor, id, deed).await?;
    txn.commit().await?;
    Ok(agency)
}

/// Makes somebody a manager of an agency; false when they are one. They are told.
///
/// # Errors
/// See [`ToursError`].
pub async fn add_manager(
    app: &App,
    actor: Actor,
    rights: &Rights,
    agency: AgencyId,
    user: UserId,
) -> Result<bool, ToursError> {
    if !rights.may(Permission::ManageAgencies) {
        return Err(ToursError::NotAllowed);
    }
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    find(&txn, agency).await?;
    let grant = Grant {
        user,
        role: Role::Manager,
        agency: Some(agency),
    };
    let is_new = roles::grant_within(&txn, now, actor, grant).await?;
    if is_new {
        write_down(&txn, now, actor, agency, AgencyDeed::ManagerAdded(user)).await?;
        let news = RolesChanged {
            role: Role::Manager,
            is_granted: true,
        };
        outbox::enqueue(&txn, now, user, &news, outbox::Options::default()).await?;
    }
    txn.commit().await?;
    app.outbox.nudge();
    Ok(is_new)
}

/// Somebody is a manager of an agency no more; false when they were none. They are told.
///
/// # Errors
/// See [`ToursError`].
pub async fn remove_manager(
    app: &App,
    actor: Actor,
    rights: &Rights,
    agency: AgencyId,
    user: UserId,
) -> Result<bool, ToursError> {
    if !rights.may(Permission::ManageAgencies) {
        return Err(ToursError::NotAllowed);
    }
    let grant = Grant {
        user,
        role: Role::Manager,
        agency: Some(agency),
    };
    let was_one = roles::revoke(app, actor, grant).await?;
    if was_one {
        let txn = db::begin(&app.db).await?;
        let deed = AgencyDeed::ManagerRemoved(user);
        write_down(&txn, app.clock.now(), actor, agency, deed).await?;
        txn.commit().await?;
    }
    Ok(was_one)
}

/// A text as it is kept.
///
/// # Errors
/// [`ToursError::BadText`] when it is too long, or empty where it may not be.
pub(super) fn text(
    name: &'static str,
    typed: &str,
    limit: usize,
    may_be_empty: bool,
) -> Result<String, ToursError> {
    fitting(typed, limit, may_be_empty).ok_or(ToursError::BadText(name))
}

async fn write_down(
    txn: &DatabaseTransaction,
    now: Timestamp,
    actor: Actor,
    agency: AgencyId,
    deed: AgencyDeed,
) -> Result<(), DbErr> {
    audit::record(txn, now, actor, &AuditEvent::Agency(agency, deed)).await
}

/// The agency of a cash desk at Payme.
///
/// # Errors
/// When the database does not answer.
pub async fn of_merchant(app: &App, merchant: &str) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::PaymeMerchant.eq(merchant))
        .one(&app.db)
        .await
}

/// Whether an agency may sell.
///
/// # Errors
/// [`ToursError::Blocked`], [`ToursError::Gone`], or the database.
pub(crate) async fn selling(db: &impl ConnectionTrait, id: AgencyId) -> Result<Model, ToursError> {
    let agency = find(db, id).await?;
    if agency.status == Status::Active {
        Ok(agency)
    } else {
        Err(ToursError::Blocked)
    }
}
