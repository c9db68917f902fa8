//! Sample data, and every screen made of it.

use sea_orm::{EntityTrait, IntoActiveModel, Set};
use sputnik::{
    bot::screen::Screen,
    entity::{
        api_token::{self, Scope},
        consent::Document,
        friendship::{self, Status},
        user,
    },
    features::{
        circle::{self, service::Friend},
        ctx::{Ctx, Inner},
        menu,
        post::Post,
        support,
        tokens::{self, service::NewToken},
        users::{
            self,
            callbacks::Field,
            consent::Consents,
            events::{AccessChanged, RolesChanged},
            people,
        },
    },
    kernel::{
        ids::{FriendshipId, TgId, TokenId, UpdateId, UserId},
        lang::Lang,
        page::Page,
        permission::{Rights, Role},
    },
    outbox::{
        Event,
        sender::{Postman, Rendered},
    },
};
use teloxide::types::InputFile;

use crate::{
    accounts::png,
    support::{TestApp, app::START},
};

/// Features with screens, by their folders.
pub(super) const FEATURES: [&str; 6] = ["menu", "users", "circle", "support", "tokens", "staff"];

/// Screens of one language: `feature::function`, which case of it, the screen.
pub(super) struct Album {
    pub(super) screens: Vec<(String, &'static str, Screen)>,
    /// A chat to send them to.
    pub(super) chat: i64,
}

/// Whoever looks, in their language.
struct Words {
    first: &'static str,
    last: &'static str,
    sphere: &'static str,
    specialisation: &'static str,
    interests: &'static str,
    note: &'static str,
}

const fn words(lang: Lang) -> Words {
    match lang {
        Lang::Ru => Words {
            first: "Анна",
            last: "Петрова",
            sphere: "экономика",
            specialisation: "международные финансы",
            interests: "горы\nфотография",
            note: "Просила перезвонить утром.",
        },
        Lang::Uz => Words {
            first: "Oybek",
            last: "Gʻulomov",
            sphere: "iqtisodiyot",
            specialisation: "xalqaro moliya",
            interests: "togʻlar\nfotografiya",
            note: "Ertalab qoʻngʻiroq qilishni soʻradi.",
        },
        Lang::En => Words {
            first: "Kate",
            last: "O'Neil <& Sons>",
            sphere: "economics",
            specialisation: "international finance",
            interests: "mountains\nphotography",
            note: "Asked for a call in the morning.",
        },
    }
}

impl Album {
    pub(super) async fn of(t: &TestApp, lang: Lang) -> Self {
        let words = words(lang);
        let someone = t.person(words.first, lang.code()).await;
        let mut row = t.row(&someone).await;
        let consents = people::account(&t.app, row.clone()).await.unwrap().consents;
        row.id = UserId(7);
        row.telegram_id = Some(TgId(7_700_123_456));
        let cx = |person: &user::Model, rights: &Rights, consents: &Consents| {
            Ctx::new(Inner {
                site: t.site.clone(),
                person: person.clone(),
                rights: rights.clone(),
                consents: consents.clone(),
                tr: t.app.texts.lang(lang),
                chat: TgId(someone.id()),
                update: UpdateId(1),
            })
        };
        let full = user::Model {
            last_name: Some(words.last.to_owned()),
            username: Some("somebody".to_owned()),
            time_zone: Some("Asia/Samarkand".to_owned()),
            sphere: Some(words.sphere.to_owned()),
            specialisation: Some(words.specialisation.to_owned()),
            interests: words.interests.to_owned(),
            start_payload: Some("ref_42".to_owned()),
            ..row.clone()
        };
        let client = Rights::new([]);
        let mut album = Self {
            screens: Vec::new(),
            chat: someone.id(),
        };
        let undecided = Consents::default();
        let stranger = cx(&row, &client, &undecided);
        let me = cx(&row, &client, &consents);
        let settled = cx(&full, &Rights::new([(Role::Executor, None)]), &consents);
        let owner = cx(&full, &Rights::new([(Role::Owner, None)]), &consents);
        album.menu(&stranger, &me, &owner);
        album.users(&stranger, &me, &settled);
        album.circle(&me, &full);
        album.support(&me);
        album.tokens(&me);
        album.staff(&owner, &full, words.note);
        album.notices(t, &someone, lang).await;
        album
    }

    pub(super) fn add(&mut self, name: &str, case: &'static str, screen: Screen) {
        self.screens.push((name.to_owned(), case, screen));
    }

    fn menu(&mut self, stranger: &Ctx, me: &Ctx, owner: &Ctx) {
        self.add("menu::home", "before the consent", menu::home(stranger));
        self.add("menu::home", "a client", menu::home(me));
        self.add("menu::home", "an owner", menu::home(owner));
        for (case, said) in [
            ("cancelled", "menu-cancelled"),
            ("nothing to cancel", "menu-nothing-to-cancel"),
            ("unknown command", "menu-unknown-command"),
            ("question lost", "menu-question-lost"),
            ("unexpected text", "menu-unexpected-text"),
            ("unexpected file", "menu-unexpected-media"),
        ] {
            self.add("menu::home_with", case, menu::home_with(me, said));
        }
        self.add("menu::about", "", menu::about(me));
        self.add("menu::stages", "", menu::stages(me));
    }

    fn users(&mut self, stranger: &Ctx, me: &Ctx, settled: &Ctx) {
        use users::screens;
        let picture = || InputFile::memory(png()).file_name("avatar.png");
        self.add("users::greeting", "first time", screens::greeting(stranger));
        self.add("users::greeting", "again", screens::greeting(me));
        self.add("users::languages", "", screens::languages(me, true));
        for document in [Document::Offer, Document::PersonalData] {
            let asked = screens::document(stranger, document);
            self.add("users::document", "asked", asked);
        }
        let changed = screens::document(me, Document::Offer);
        self.add("users::document", "changed", changed);
        self.add("users::refused", "", screens::refused(stranger));
        let mut out = me.person.clone();
        self.add("users::shut_out", "", screens::shut_out(&me.tr, &out, ""));
        out.blocked_reason = Some("Spam".to_owned());
        let told = screens::shut_out(&me.tr, &out, "@sputnik_help");
        self.add("users::shut_out", "with a reason", told);
        self.add("users::profile", "empty", screens::profile(me, None));
        let whole = screens::profile(settled, Some(picture()));
        self.add("users::profile", "full", whole);
        for field in Field::ALL {
            self.add("users::ask", field.word(), screens::ask(settled, field));
        }
        self.add("users::ask_location", "", screens::ask_location(me));
        self.add("users::saved", "", screens::saved(me));
        self.add("users::privacy", "agreed", screens::privacy(me));
        self.add("users::privacy", "undecided", screens::privacy(stranger));
        self.add("users::read", "", screens::read(me, Document::Offer));
        let file = InputFile::memory("{}").file_name("sputnik-my-data.json");
        self.add("users::exported", "", screens::exported(me, file));
        self.add("users::ask_withdraw", "", screens::ask_withdraw(me));
        self.add("users::ask_delete", "", screens::ask_delete(me));
        self.add("users::deleted", "", screens::deleted(&me.tr));
    }

    fn circle(&mut self, me: &Ctx, other: &user::Model) {
        use circle::screens;
        let link = "https://t.me/sputnik_test_bot?start=friend_AbCdEfGhIjKlMnOpQrStUv";
        let friend = |status| Friend {
            pair: friendship::Model {
                id: FriendshipId(3),
                low_id: me.person.id,
                high_id: UserId(9),
                asked_by: UserId(9),
                status,
                created_at: START,
                accepted_at: Some(START),
            },
            person: other.clone(),
        };
        let none = page(Vec::new(), 0);
        self.add(
            "circle::list",
            "empty",
            screens::list(me, link, (0, 0), &none, None),
        );
        let some = page(vec![friend(Status::Asked), friend(Status::Accepted)], 21);
        self.add(
            "circle::list",
            "full",
            screens::list(me, link, (21, 2), &some, Some(true)),
        );
        self.add(
            "circle::list",
            "one",
            screens::list(me, link, (1, 1), &none, Some(false)),
        );
        let asked = screens::invitation(me, other, "AbCdEfGhIjKlMnOpQrStUv");
        self.add("circle::invitation", "", asked);
        let request = screens::friend(me, &friend(Status::Asked), false);
        self.add("circle::friend", "a request", request);
        let made = screens::friend(me, &friend(Status::Accepted), true);
        self.add("circle::friend", "new", made);
        let known = screens::friend(me, &friend(Status::Accepted), false);
        self.add("circle::friend", "known", known);
        let sure = screens::ask_remove(me, &friend(Status::Accepted));
        self.add("circle::ask_remove", "", sure);
        let name = || sputnik::args![name = other.full_name()];
        for (case, id) in [
            ("asked", "circle-asked"),
            ("friends", "circle-friends-now"),
            ("dead link", "circle-error-link"),
        ] {
            let said = screens::said(me, me.tr.html(id, name()));
            self.add("circle::said", case, said);
        }
        let pair = FriendshipId(3);
        let request = screens::request_notice(&me.tr, other, pair);
        self.add("circle::request_notice", "", request);
        let accepted = screens::accepted_notice(&me.tr, other);
        self.add("circle::accepted_notice", "", accepted);
    }

    fn support(&mut self, me: &Ctx) {
        use support::screens;
        let faq = &me.site.library.faq;
        self.add("support::home", "", screens::home(me));
        for category in faq.categories() {
            let questions = screens::category(me, category);
            self.add("support::category", "", questions);
            for entry in &category.entries {
                let answer = screens::entry(me, category, entry, true);
                self.add("support::entry", "", answer);
            }
        }
        let (category, entry) = faq.entry("refunds", "how-to-refund").unwrap();
        let voted = screens::entry(me, category, entry, false);
        self.add("support::entry", "after a vote", voted);
        self.add("support::ask", "", screens::ask(me));
        self.add("support::ask_in_words", "", screens::ask_in_words(me));
        self.add("support::found", "nothing", screens::found(me, &[]));
        let one = [(category, entry)];
        self.add("support::found", "one", screens::found(me, &one));
        let two = [one[0], one[0]];
        self.add("support::found", "several", screens::found(me, &two));
    }

    fn tokens(&mut self, me: &Ctx) {
        use tokens::screens;
        let token = |used_at| api_token::Model {
            id: TokenId(5),
            user_id: me.person.id,
            name: "Home".to_owned(),
            hash: String::new(),
            hint: "x9Kq".to_owned(),
            scope: Scope::Read,
            created_at: START,
            used_at,
            revoked_at: None,
        };
        self.add("tokens::list", "empty", screens::list(me, &[]));
        let two = [token(None), token(Some(START))];
        self.add("tokens::list", "full", screens::list(me, &two));
        self.add("tokens::ask_name", "", screens::ask_name(me, Scope::Write));
        let made = NewToken {
            row: token(None),
            secret: format!("sp_{}", "A".repeat(43)),
        };
        self.add("tokens::created", "", screens::created(me, &made));
        let used = screens::token(me, &token(Some(START)));
        self.add("tokens::token", "used", used);
        self.add("tokens::token", "new", screens::token(me, &token(None)));
        let sure = screens::ask_revoke(me, &token(None));
        self.add("tokens::ask_revoke", "", sure);
    }

    /// News about roles and access, as the outbox words them.
    async fn notices(&mut self, t: &TestApp, reader: &sputnik_sandbox::Person, lang: Lang) {
        let post = Post(t.site.clone());
        let row = t.row(reader).await;
        let mut change = row.clone().into_active_model();
        change.lang = Set(Some(lang));
        user::Entity::update(change).exec(&t.app.db).await.unwrap();
        for (case, role, is_granted) in [
            ("role with the panel", Role::Operator, true),
            ("role without it", Role::Executor, true),
            ("role revoked", Role::Operator, false),
        ] {
            let event = RolesChanged { role, is_granted };
            let screen = worded(&post, &event, row.id).await;
            self.add("users::notice of roles", case, screen);
        }
        let welcome = AccessChanged { is_blocked: false };
        let screen = worded(&post, &welcome, row.id).await;
        self.add("users::notice of access", "open", screen);
        let mut change = row.clone().into_active_model();
        change.blocked_at = Set(Some(START));
        change.blocked_reason = Set(Some("Spam".to_owned()));
        user::Entity::update(change).exec(&t.app.db).await.unwrap();
        let out = AccessChanged { is_blocked: true };
        let screen = worded(&post, &out, row.id).await;
        self.add("users::notice of access", "closed", screen);
    }
}

async fn worded<E: Event>(post: &Post, event: &E, reader: UserId) -> Screen {
    let payload = serde_json::to_string(event).unwrap();
    match post.render(E::KIND, &payload, reader).await.unwrap() {
        Rendered::Deliver(delivery) => delivery.screen,
        _ => panic!("{} is not said", E::KIND),
    }
}

pub(super) fn page<T>(items: Vec<T>, total: u64) -> Page<T> {
    Page {
        items,
        number: 0,
        count: Page::<T>::count_of(total, 8),
        total,
    }
}
