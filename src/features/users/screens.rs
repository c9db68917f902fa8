//! What onboarding, profile and privacy look like.

use teloxide::types::InputFile;

use super::{
    callbacks::{Field, UsersCallback},
    zones,
};
use crate::{
    args,
    bot::{
        html::Html,
        keyboard::{Keyboard, ask_location as location_keyboard, button},
        screen::{Media, Screen},
        texts::Tr,
    },
    entity::{
        consent::{Decision, Document},
        user,
    },
    features::{
        ctx::Ctx, executors::callbacks::ExecutorsCallback, library::DOCUMENTS, menu::MenuCallback,
        support::callbacks::SupportCallback, tokens::callbacks::TokensCallback,
    },
    kernel::{
        lang::Lang,
        permission::{Permission, Role},
    },
};

/// The greeting picture with its words.
#[must_use]
pub fn greeting(cx: &Ctx) -> Screen {
    let brand = cx.app().config.brand.name.as_str();
    let id = if cx.has_consented() {
        "start-again"
    } else {
        "start-greeting"
    };
    let html = cx.tr.html(
        id,
        args![name = cx.person.first_name.as_str(), brand = brand],
    );
    let screen = Screen::new(html);
    match cx.site.library.greeting() {
        Some(picture) => screen.with_media(Media::Photo(picture)),
        None => screen,
    }
}

/// The languages; with a way back when there is one.
#[must_use]
pub fn languages(cx: &Ctx, has_back: bool) -> Screen {
    let choices = Lang::ALL.map(|lang| {
        let mark = if cx.person.lang == Some(lang) {
            "✓ "
        } else {
            ""
        };
        button(
            format!("{mark}{}", lang.own_name()),
            &UsersCallback::SetLanguage(lang),
        )
    });
    let keyboard = Keyboard::new().grid(1, choices);
    let keyboard = if has_back && cx.person.lang.is_some() {
        keyboard.back(&cx.tr, &MenuCallback::Home)
    } else {
        keyboard
    };
    Screen::new(cx.tr.html("language-choose", args![])).with(keyboard)
}

/// A legal document with the question under it.
#[must_use]
pub fn document(cx: &Ctx, document: Document) -> Screen {
    let tr = &cx.tr;
    let number = DOCUMENTS
        .iter()
        .position(|known| *known == document)
        .unwrap_or_default()
        + 1;
    let head = if cx.consents.was_given(document) {
        tr.html("consent-changed", args![])
    } else {
        tr.html(
            "consent-ask",
            args![number = number, count = DOCUMENTS.len()],
        )
    };
    let Some(text) = cx.site.library.document(document, tr.lang()) else {
        return Screen::new(head);
    };
    let version = version_number(&text.version);
    let decide = |decision| UsersCallback::Decide(document, decision, version);
    let keyboard = Keyboard::new()
        .row([button(
            tr.plain("consent-agree", args![]),
            &decide(Decision::Given),
        )])
        .row([button(
            tr.plain("consent-refuse", args![]),
            &decide(Decision::Refused),
        )])
        .row([button(
            tr.plain("menu-language", args![]),
            &UsersCallback::Language,
        )]);
    Screen::new(head.paragraph(&collapsed(&text.html))).with(keyboard)
}

/// What does not work without consent, and the way back to it.
#[must_use]
pub fn refused(cx: &Ctx) -> Screen {
    let tr = &cx.tr;
    let keyboard = Keyboard::new()
        .row([button(
            tr.plain("consent-return", args![]),
            &UsersCallback::Consent,
        )])
        .row([button(
            tr.plain("menu-faq", args![]),
            &SupportCallback::Home,
        )])
        .row([
            button(tr.plain("menu-about", args![]), &MenuCallback::About),
            button(tr.plain("menu-privacy", args![]), &UsersCallback::Privacy),
        ]);
    Screen::new(tr.html("consent-refused", args![])).with(keyboard)
}

/// For whoever was shut out, with whom to write to when the operator told.
#[must_use]
pub fn shut_out(tr: &Tr, person: &user::Model, contact: &str) -> Screen {
    let mut html = tr.html("blocked", args![]);
    if let Some(reason) = &person.blocked_reason {
        html = html.paragraph(&tr.html("blocked-reason", args![reason = reason]));
    }
    if !contact.is_empty() {
        html = html.paragraph(&tr.html("blocked-contact", args![contact = contact]));
    }
    Screen::new(html)
}

/// The profile.
#[must_use]
pub fn profile(cx: &Ctx, avatar: Option<InputFile>) -> Screen {
    let tr = &cx.tr;
    let person = &cx.person;
    let unset = || tr.plain("profile-unset", args![]);
    let told = |value: &Option<String>| value.clone().unwrap_or_else(unset);
    let interests = person.interest_list().join(", ");
    let html = tr.html(
        "profile-card",
        args![
            first = person.first_name.as_str(),
            last = told(&person.last_name),
            username = person
                .username
                .as_ref()
                .map_or_else(unset, |name| format!("@{name}")),
            language = person.lang.unwrap_or(tr.lang()).own_name(),
            zone = zones::name(cx.zone(), tr.lang(), cx.app().clock.now()),
            sphere = told(&person.sphere),
            spec = told(&person.specialisation),
            interests = if interests.is_empty() {
                unset()
            } else {
                interests
            },
        ],
    );
    let roles: Vec<_> = cx
        .rights
        .iter()
        .map(|(role, _)| role)
        .filter(|role| *role != Role::Client)
        .collect();
    let html = if roles.is_empty() {
        html
    } else {
        let names: Vec<_> = roles
            .into_iter()
            .map(|role| tr.plain(&format!("role-{}", role.word()), args![]))
            .collect();
        html.line(&tr.html("profile-roles", args![roles = names.join(", ")]))
    };
    let edits = Field::ALL.map(|field| {
        button(
            tr.plain(&format!("profile-edit-{}", field.word()), args![]),
            &UsersCallback::Edit(field),
        )
    });
    let is_wanted = cx.app().config.modules.study && !cx.rights.may(Permission::CarryOutOrders);
    let executor = is_wanted.then(|| {
        button(
            tr.plain("profile-become-executor", args![]),
            &ExecutorsCallback::Apply,
        )
    });
    let keyboard = Keyboard::new()
        .grid(2, edits)
        .row([button(
            tr.plain("menu-language", args![]),
            &UsersCallback::Language,
        )])
        .row(executor)
        .back(tr, &MenuCallback::Home);
    let screen = Screen::new(html).with(keyboard);
    match avatar {
        Some(picture) => screen.with_media(Media::Photo(picture)),
        None => screen,
    }
}

/// The question for a field.
#[must_use]
pub fn ask(cx: &Ctx, field: Field) -> Screen {
    let tr = &cx.tr;
    let html = tr.html(&format!("profile-ask-{}", field.word()), args![]);
    let mut keyboard = Keyboard::new();
    if field == Field::Zone {
        let cities = (0_u32..)
            .zip(&zones::CHOICES)
            .map(|(number, choice)| button(choice.city(tr.lang()), &UsersCallback::Zone(number)));
        keyboard = keyboard
            .row([button(
                tr.plain("profile-share-location", args![]),
                &UsersCallback::ShareLocation,
            )])
            .grid(3, cities);
    }
    let is_set = match field {
        Field::Last => cx.person.last_name.is_some(),
        Field::Sphere => cx.person.sphere.is_some(),
        Field::Specialisation => cx.person.specialisation.is_some(),
        Field::Interests => !cx.person.interests.is_empty(),
        Field::Avatar => cx.person.avatar_id.is_some(),
        Field::First | Field::Zone => false,
    };
    if is_set {
        keyboard = keyboard.row([button(
            tr.plain("profile-clear", args![]),
            &UsersCallback::Clear(field),
        )]);
    }
    Screen::new(html).with(keyboard.back(tr, &UsersCallback::Profile))
}

/// The question for a place, with the keyboard that sends it.
#[must_use]
pub fn ask_location(cx: &Ctx) -> Screen {
    Screen::new(cx.tr.html("profile-ask-location", args![])).with_reply(location_keyboard(&cx.tr))
}

/// A value was taken.
#[must_use]
pub fn saved(cx: &Ctx) -> Screen {
    Screen::new(cx.tr.html("profile-saved", args![]))
}

/// The page about one's data.
#[must_use]
pub fn privacy(cx: &Ctx) -> Screen {
    let tr = &cx.tr;
    let status = |document| {
        let id = match cx.consents.latest(document).map(|row| row.decision) {
            Some(Decision::Given) => "privacy-given",
            Some(Decision::Refused) => "privacy-refused",
            Some(Decision::Withdrawn) => "privacy-withdrawn",
            None => "privacy-not-asked",
        };
        let since = cx
            .consents
            .latest(document)
            .map(|row| row.at.moment_in(cx.zone()));
        tr.plain(id, args![since = since.unwrap_or_default()])
    };
    let html = tr.html(
        "privacy-page",
        args![
            offer = status(Document::Offer),
            data = status(Document::PersonalData)
        ],
    );
    let label = |id: &str| tr.plain(id, args![]);
    let mut keyboard = Keyboard::new()
        .row([button(
            label("privacy-read-offer"),
            &UsersCallback::Read(Document::Offer),
        )])
        .row([button(
            label("privacy-read-data"),
            &UsersCallback::Read(Document::PersonalData),
        )])
        .row([button(
            label("privacy-export-button"),
            &UsersCallback::Export,
        )]);
    let has_given = DOCUMENTS
        .iter()
        .any(|document| cx.consents.was_given(*document));
    keyboard = if has_given {
        keyboard.row([button(
            label("privacy-withdraw-button"),
            &UsersCallback::Withdraw,
        )])
    } else {
        keyboard.row([button(label("menu-consent"), &UsersCallback::Consent)])
    };
    keyboard = keyboard
        .row([button(label("privacy-tokens"), &TokensCallback::List)])
        .row([button(
            label("privacy-delete-button"),
            &UsersCallback::Delete,
        )])
        .back(tr, &MenuCallback::Home);
    Screen::new(html).with(keyboard)
}

/// A document to read, without a question under it.
#[must_use]
pub fn read(cx: &Ctx, document: Document) -> Screen {
    let text = cx.site.library.document(document, cx.tr.lang());
    let html = text.map(|text| text.html.clone()).unwrap_or_default();
    Screen::new(html).with(Keyboard::new().back(&cx.tr, &UsersCallback::Privacy))
}

/// The file with everything that is stored about the person.
#[must_use]
pub fn exported(cx: &Ctx, file: InputFile) -> Screen {
    Screen::new(cx.tr.html("privacy-export", args![])).with_media(Media::Document(file))
}

/// The question before the consent is taken back.
#[must_use]
pub fn ask_withdraw(cx: &Ctx) -> Screen {
    let keyboard =
        Keyboard::new().yes_no(&cx.tr, &UsersCallback::WithdrawYes, &UsersCallback::Privacy);
    Screen::new(cx.tr.html("privacy-withdraw-ask", args![])).with(keyboard)
}

/// The question before the account is deleted.
#[must_use]
pub fn ask_delete(cx: &Ctx) -> Screen {
    let label = |id: &str| cx.tr.plain(id, args![]);
    let keyboard = Keyboard::new()
        .row([button(
            label("privacy-export-button"),
            &UsersCallback::Export,
        )])
        .row([
            button(label("privacy-delete-yes"), &UsersCallback::DeleteYes),
            button(label("common-no"), &UsersCallback::Privacy),
        ]);
    Screen::new(cx.tr.html("privacy-delete-ask", args![])).with(keyboard)
}

/// The last word to whoever deleted their account.
#[must_use]
pub fn deleted(tr: &Tr) -> Screen {
    Screen::new(tr.html("privacy-deleted", args![]))
}

/// A version as a number for the wire: its first eight hex digits.
#[must_use]
pub fn version_number(version: &str) -> u32 {
    let head: String = version.chars().take(8).collect();
    u32::from_str_radix(&head, 16).unwrap_or_default()
}

/// A long text that unfolds on a tap.
fn collapsed(html: &Html) -> Html {
    Html::trusted(format!("<blockquote expandable>{html}</blockquote>"))
}
