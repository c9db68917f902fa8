//! Agencies: their own words, and the platform's side of them.

use secrecy::{ExposeSecret, SecretString};
use teloxide::types::Message;

use super::fault;
use crate::{
    args,
    bot::{fault::Fault, tap::Tap},
    features::{
        ctx::Ctx,
        desk::amounts,
        payments::asking,
        tours::{
            agencies::{self, CashDesk, Words},
            callbacks::{Item, PlatformCallback},
            error::ToursError,
            require,
            screens::platform::{self as screens, Card},
            state::ToursState,
        },
        users::{people, roles},
    },
    kernel::{ids::AgencyId, permission::Permission},
};

/// People that a search shows.
const FOUND: u64 = 8;

pub(super) async fn tapped(cx: &Ctx, tap: &Tap, callback: PlatformCallback) -> Result<(), Fault> {
    use PlatformCallback as C;
    let some = Some(tap);
    let (app, actor, rights) = (cx.app(), cx.actor(), &cx.rights);
    match callback {
        C::New => {
            cx.require(Permission::ManageAgencies)?;
            cx.expect(ToursState::NewAgency).await;
            cx.show(some, &screens::ask_new(&cx.tr)).await
        }
        C::Card(id) => card(cx, some, id).await,
        C::Ask(agency, item) => {
            let card = seen(cx, agency).await?;
            if !item.is_own() {
                cx.require(Permission::ManageAgencies)?;
            }
            cx.expect(ToursState::Agency { agency, item }).await;
            cx.show(some, &screens::ask(&cx.tr, &card.agency, item))
                .await
        }
        C::Disconnect(id) => {
            cx.require(Permission::ManageAgencies)?;
            let card = seen(cx, id).await?;
            cx.show(some, &screens::ask_disconnect(&cx.tr, &card.agency))
                .await
        }
        C::DisconnectYes(id) => {
            agencies::set_payme(app, actor, rights, id, None)
                .await
                .map_err(fault)?;
            card(cx, some, id).await
        }
        C::Managers(id) => managers(cx, some, id).await,
        C::Add(id, user) => {
            agencies::add_manager(app, actor, rights, id, user)
                .await
                .map_err(fault)?;
            managers(cx, some, id).await
        }
        C::Remove(id, user) => {
            cx.require(Permission::ManageAgencies)?;
            let person = people::find(app, user).await?;
            let person = person.ok_or_else(|| Fault::refused("common-gone"))?;
            cx.show(some, &screens::ask_remove(&cx.tr, id, &person))
                .await
        }
        C::RemoveYes(id, user) => {
            agencies::remove_manager(app, actor, rights, id, user)
                .await
                .map_err(fault)?;
            managers(cx, some, id).await
        }
        C::Unblock(id) => {
            agencies::unblock(app, actor, rights, id)
                .await
                .map_err(fault)?;
            card(cx, some, id).await
        }
    }
}

/// An agency for whoever decides about it.
async fn seen(cx: &Ctx, id: AgencyId) -> Result<Card, Fault> {
    require(&cx.rights, id).map_err(fault)?;
    Ok(Card {
        agency: agencies::find(&cx.app().db, id).await.map_err(fault)?,
        managers: roles::managers(&cx.app().db, id).await?.len(),
        is_platform: cx.rights.may(Permission::ManageAgencies),
    })
}

async fn card(cx: &Ctx, tap: Option<&Tap>, id: AgencyId) -> Result<(), Fault> {
    let card = seen(cx, id).await?;
    cx.show(tap, &screens::card(&cx.tr, &card)).await
}

async fn managers(cx: &Ctx, tap: Option<&Tap>, id: AgencyId) -> Result<(), Fault> {
    cx.require(Permission::ManageAgencies)?;
    let card = seen(cx, id).await?;
    let mut all = Vec::new();
    for user in roles::managers(&cx.app().db, id).await? {
        all.extend(people::find(cx.app(), user).await?);
    }
    cx.show(tap, &screens::managers(&cx.tr, &card.agency, &all))
        .await
}

/// The name of a new agency.
pub(super) async fn named(cx: &Ctx, name: &str) -> Result<(), Fault> {
    match agencies::create(cx.app(), cx.actor(), &cx.rights, name).await {
        Ok(agency) => {
            card(cx, None, agency.id).await?;
            cx.expect_nothing().await;
            Ok(())
        }
        Err(error) => cx.ask_again(screens::ask_new(&cx.tr), fault(error)).await,
    }
}

/// Something about an agency, in words or as a picture.
pub(super) async fn answered(
    cx: &Ctx,
    message: &Message,
    id: AgencyId,
    item: Item,
) -> Result<(), Fault> {
    let words = message.text().unwrap_or_default().trim();
    let agency = seen(cx, id).await?.agency;
    let question = screens::ask(&cx.tr, &agency, item);
    let done = match item {
        Item::Manager => return find(cx, id, words).await,
        Item::Merchant => return merchant(cx, id, words).await,
        Item::Logo => match super::largest(message) {
            Some(logo) => {
                describe(
                    cx,
                    id,
                    Words {
                        logo_file_id: Some(logo),
                        ..Words::default()
                    },
                )
                .await
            }
            None => {
                let why = Fault::refused("maker-error-photo");
                return cx.ask_again(question, why).await;
            }
        },
        Item::Name => {
            describe(
                cx,
                id,
                Words {
                    name: Some(words.to_owned()),
                    ..Words::default()
                },
            )
            .await
        }
        Item::About => {
            describe(
                cx,
                id,
                Words {
                    description: Some(unless_dash(words)),
                    ..Words::default()
                },
            )
            .await
        }
        Item::Contacts => {
            describe(
                cx,
                id,
                Words {
                    contacts: Some(unless_dash(words)),
                    ..Words::default()
                },
            )
            .await
        }
        Item::Commission => {
            // A share that is none is refused like one that is too great.
            let share = amounts::basis_points(words).unwrap_or(u32::MAX);
            agencies::set_commission(cx.app(), cx.actor(), &cx.rights, id, share)
                .await
                .map(drop)
        }
        Item::Block => agencies::block(cx.app(), cx.actor(), &cx.rights, id, words)
            .await
            .map(drop),
    };
    match done {
        Ok(()) => {
            card(cx, None, id).await?;
            cx.expect_nothing().await;
            Ok(())
        }
        Err(error) => cx.ask_again(question, fault(error)).await,
    }
}

fn unless_dash(words: &str) -> String {
    if words == "-" { "" } else { words }.to_owned()
}

async fn describe(cx: &Ctx, id: AgencyId, words: Words) -> Result<(), ToursError> {
    agencies::describe(cx.app(), cx.actor(), &cx.rights, id, words)
        .await
        .map(drop)
}

/// People who may be meant; a tap makes one of them a manager.
async fn find(cx: &Ctx, id: AgencyId, words: &str) -> Result<(), Fault> {
    cx.require(Permission::ManageAgencies)?;
    let query = words.trim_start_matches('@');
    let found = people::search(cx.app(), query, 0, FOUND).await?;
    cx.send(&screens::found(&cx.tr, id, words, &found.items))
        .await
}

/// The id of a cash desk.
async fn merchant(cx: &Ctx, agency: AgencyId, words: &str) -> Result<(), Fault> {
    cx.require(Permission::ManageAgencies)?;
    let is_id =
        (1..=64).contains(&words.len()) && words.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !is_id {
        let agency = seen(cx, agency).await?.agency;
        let question = screens::ask(&cx.tr, &agency, Item::Merchant);
        let why = Fault::refused("platform-error-merchant");
        return cx.ask_again(question, why).await;
    }
    cx.expect(ToursState::MerchantKey {
        agency,
        merchant: words.to_owned(),
    })
    .await;
    cx.send(&screens::ask_key(&cx.tr, agency)).await
}

/// The keys of a cash desk: the real one, and that of Payme's sandbox on the next line.
pub(super) async fn keyed(
    cx: &Ctx,
    message: &Message,
    id: AgencyId,
    merchant: String,
) -> Result<(), Fault> {
    let typed = SecretString::from(message.text().unwrap_or_default());
    asking::take_out(cx, message).await;
    let mut lines = typed.expose_secret().lines().map(str::trim);
    let key = lines.next().unwrap_or_default();
    let test_key = lines.next().filter(|key| !key.is_empty());
    let desk = CashDesk {
        merchant,
        key: SecretString::from(key),
        test_key: test_key.map(SecretString::from),
    };
    let done = agencies::set_payme(cx.app(), cx.actor(), &cx.rights, id, Some(desk)).await;
    match done {
        Ok(_) => {
            card(cx, None, id).await?;
            cx.expect_nothing().await;
            Ok(())
        }
        Err(ToursError::Taken) => {
            cx.expect_nothing().await;
            Err(Fault::refused_with("platform-error-desk-taken", args![]))
        }
        Err(error) => {
            let question = screens::ask_key(&cx.tr, id);
            cx.ask_again(question, fault(error)).await
        }
    }
}
