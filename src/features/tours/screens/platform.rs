//! Agencies as their managers and the platform see them.

use crate::{
    args,
    bot::{
        keyboard::{Keyboard, button},
        screen::Screen,
        texts::Tr,
    },
    entity::{agency, user},
    features::tours::{
        agencies::{NAME_LIMIT, TEXT_LIMIT},
        callbacks::{AgencyCallback, Item, PlatformCallback},
    },
    kernel::ids::AgencyId,
};

/// An agency with what is said of it.
#[derive(Clone, Debug)]
pub struct Card {
    /// The agency.
    pub agency: agency::Model,
    /// How many managers it has.
    pub managers: usize,
    /// Whether the viewer decides for the platform.
    pub is_platform: bool,
}

/// The name of a new agency?
#[must_use]
pub fn ask_new(tr: &Tr) -> Screen {
    let html = tr.html("platform-ask-new", args![limit = NAME_LIMIT]);
    Screen::new(html).with(Keyboard::new().back(tr, &AgencyCallback::Home))
}

/// An agency with everything that can be changed.
#[must_use]
pub fn card(tr: &Tr, card: &Card) -> Screen {
    let agency = &card.agency;
    let id = agency.id;
    let or_dash = |words: &str| {
        if words.is_empty() {
            "—".to_owned()
        } else {
            words.to_owned()
        }
    };
    let has_logo = agency.logo_file_id.is_some();
    let mut html = tr.html(
        "platform-card",
        args![
            name = agency.name.as_str(),
            about = or_dash(&agency.description),
            contacts = or_dash(&agency.contacts),
            logo = tr.plain(if has_logo { "common-yes" } else { "common-no" }, args![]),
        ],
    );
    if card.is_platform {
        let share = u32::try_from(agency.commission_bp).unwrap_or(0);
        html = html.paragraph(&tr.html(
            "platform-terms",
            args![
                commission = tr.percent(share),
                payme = agency.payme_merchant.as_deref().unwrap_or("—"),
                managers = card.managers,
            ],
        ));
    }
    if agency.status == agency::Status::Blocked {
        let reason = agency.blocked_reason.as_deref().unwrap_or("—");
        html = html.paragraph(&tr.html("agency-blocked", args![reason = reason]));
    }
    let label = |id: &str| tr.plain(id, args![]);
    let ask = |item: Item| {
        button(
            label(&format!("platform-item-{}", item.word())),
            &PlatformCallback::Ask(id, item),
        )
    };
    let mut keyboard = Keyboard::new()
        .row([ask(Item::Name), ask(Item::About)])
        .row([ask(Item::Contacts), ask(Item::Logo)]);
    if card.is_platform {
        let disconnect = agency.payme_merchant.as_ref().map(|_| {
            button(
                label("platform-disconnect"),
                &PlatformCallback::Disconnect(id),
            )
        });
        let block = match agency.status {
            agency::Status::Active => ask(Item::Block),
            agency::Status::Blocked => {
                button(label("platform-unblock"), &PlatformCallback::Unblock(id))
            }
        };
        keyboard = keyboard
            .row([
                ask(Item::Commission),
                button(label("platform-managers"), &PlatformCallback::Managers(id)),
            ])
            .row([ask(Item::Merchant)].into_iter().chain(disconnect))
            .row([block]);
    }
    Screen::new(html).with(keyboard.back(tr, &AgencyCallback::Open(id)))
}

/// Something about an agency?
#[must_use]
pub fn ask(tr: &Tr, agency: &agency::Model, item: Item) -> Screen {
    let limit = match item {
        Item::Name => NAME_LIMIT,
        Item::About
        | Item::Contacts
        | Item::Logo
        | Item::Commission
        | Item::Merchant
        | Item::Manager
        | Item::Block => TEXT_LIMIT,
    };
    let html = tr.html(
        &format!("platform-ask-{}", item.word()),
        args![agency = agency.name.as_str(), limit = limit],
    );
    let keyboard = if item == Item::Manager {
        Keyboard::new().back(tr, &PlatformCallback::Managers(agency.id))
    } else {
        Keyboard::new().back(tr, &PlatformCallback::Card(agency.id))
    };
    Screen::new(html).with(keyboard)
}

/// The keys of a cash desk?
#[must_use]
pub fn ask_key(tr: &Tr, agency: AgencyId) -> Screen {
    Screen::new(tr.html("platform-ask-key", args![]))
        .with(Keyboard::new().back(tr, &PlatformCallback::Card(agency)))
}

/// The question before a cash desk is disconnected.
#[must_use]
pub fn ask_disconnect(tr: &Tr, agency: &agency::Model) -> Screen {
    let html = tr.html(
        "platform-ask-disconnect",
        args![agency = agency.name.as_str()],
    );
    let keyboard = Keyboard::new().yes_no(
        tr,
        &PlatformCallback::DisconnectYes(agency.id),
        &PlatformCallback::Card(agency.id),
    );
    Screen::new(html).with(keyboard)
}

/// The managers of an agency.
#[must_use]
pub fn managers(tr: &Tr, agency: &agency::Model, all: &[user::Model]) -> Screen {
    let id = agency.id;
    let html = tr.html(
        "platform-managers-page",
        args![agency = agency.name.as_str(), count = all.len()],
    );
    let rows = all.iter().map(|person| {
        button(
            format!("✖️ {}", person.full_name()),
            &PlatformCallback::Remove(id, person.id),
        )
    });
    let keyboard = Keyboard::new()
        .grid(1, rows)
        .row([button(
            tr.plain("platform-item-manager", args![]),
            &PlatformCallback::Ask(id, Item::Manager),
        )])
        .back(tr, &PlatformCallback::Card(id));
    Screen::new(html).with(keyboard)
}

/// People who may be meant.
#[must_use]
pub fn found(tr: &Tr, agency: AgencyId, words: &str, people: &[user::Model]) -> Screen {
    let html = tr.html("platform-found", args![words = words, count = people.len()]);
    let rows = people.iter().map(|person| {
        let name = match &person.username {
            Some(username) => format!("{} (@{username})", person.full_name()),
            None => person.full_name(),
        };
        button(name, &PlatformCallback::Add(agency, person.id))
    });
    let keyboard = Keyboard::new()
        .grid(1, rows)
        .back(tr, &PlatformCallback::Managers(agency));
    Screen::new(html).with(keyboard)
}

/// The question before somebody is a manager no more.
#[must_use]
pub fn ask_remove(tr: &Tr, agency: AgencyId, person: &user::Model) -> Screen {
    let html = tr.html("platform-ask-remove", args![name = person.full_name()]);
    let keyboard = Keyboard::new().yes_no(
        tr,
        &PlatformCallback::RemoveYes(agency, person.id),
        &PlatformCallback::Managers(agency),
    );
    Screen::new(html).with(keyboard)
}
