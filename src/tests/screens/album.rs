//! Sample data, and every screen made of it.

use std::time::Duration;

use sea_orm::{EntityTrait, IntoActiveModel, Set};
use sputnik::{
    bot::screen::Screen,
    entity::{
        api_token::{self, Scope},
        audit_record::{self, ActorKind},
        consent::Document,
        friendship::{self, Status},
        outbox::{self, Outcome},
        user, user_note,
    },
    features::{
        circle::{self, service::Friend},
        ctx::{Ctx, Inner},
        menu,
        post::Post,
        staff::{
            self,
            answers::{Order, Received, Report},
            health,
        },
        support::{self, votes::Count},
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
        ids::{AuditId, FriendshipId, OutboxId, TgId, TokenId, UpdateId, UserId},
        lang::Lang,
        page::Page,
        permission::{Rights, Role},
        time::Timestamp,
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

    fn add(&mut self, name: &str, case: &'static str, screen: Screen) {
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
            screens::list(me, link, (0, 0), &none),
        );
        let some = page(vec![friend(Status::Asked), friend(Status::Accepted)], 21);
        self.add(
            "circle::list",
            "full",
            screens::list(me, link, (21, 2), &some),
        );
        self.add(
            "circle::list",
            "one",
            screens::list(me, link, (1, 1), &none),
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

    fn staff(&mut self, owner: &Ctx, person: &user::Model, note: &str) {
        use staff::screens;
        let rights = Rights::new([(Role::Executor, None), (Role::Operator, None)]);
        self.add("staff::panel", "", screens::panel(owner));
        let blocked = user::Model {
            blocked_at: Some(START),
            blocked_reason: Some("Spam".to_owned()),
            unreachable_at: Some(START),
            ..person.clone()
        };
        let found = page(vec![person.clone(), blocked.clone()], 21);
        self.add("staff::people", "all", screens::people(owner, "", &found));
        self.add(
            "staff::people",
            "found",
            screens::people(owner, "ann", &found),
        );
        let nobody = page(Vec::new(), 0);
        self.add(
            "staff::people",
            "nobody",
            screens::people(owner, "ann", &nobody),
        );
        self.add("staff::ask_find", "", screens::ask_find(owner));
        self.add("staff::card", "", screens::card(owner, person, &rights));
        self.add(
            "staff::card",
            "blocked",
            screens::card(owner, &blocked, &rights),
        );
        let gone = user::Model {
            deleted_at: Some(START),
            username: None,
            telegram_id: None,
            lang: None,
            time_zone: None,
            ..row_of_nobody(person)
        };
        let nothing = Rights::new([]);
        self.add(
            "staff::card",
            "deleted",
            screens::card(owner, &gone, &nothing),
        );
        self.add("staff::roles", "", screens::roles(owner, person, &rights));
        let sure = screens::ask_revoke(owner, person, Role::Operator);
        self.add("staff::ask_revoke", "", sure);
        for id in ["staff-ask-reason", "staff-ask-note"] {
            let asked = screens::ask_text(owner, person.id, id);
            self.add("staff::ask_text", "", asked);
        }
        self.add("staff::notes", "none", screens::notes(owner, person, &[]));
        let written = user_note::Model {
            id: 1,
            user_id: person.id,
            author_id: UserId(2),
            text: note.to_owned(),
            at: START,
        };
        let notes = [written.clone(), written];
        self.add("staff::notes", "two", screens::notes(owner, person, &notes));
        let empty = page(Vec::new(), 0);
        let records = page(records(), 21);
        self.add(
            "staff::timeline",
            "",
            screens::timeline(owner, person.id, &records),
        );
        self.add("staff::audit", "none", screens::audit(owner, 1, &empty));
        self.add("staff::audit", "all", screens::audit(owner, 0, &records));
        self.add("staff::audit_filters", "", screens::audit_filters(owner));
        self.answers(owner);
        let well = health::Report {
            database: Duration::from_millis(2),
            redis: None,
            waiting: 0,
            oldest: None,
            dead: 0,
            failed: 0,
            people: (120, 4),
            silent: Vec::new(),
        };
        self.add("staff::health", "well", screens::health(owner, &well));
        let ill = health::Report {
            redis: Some(Err(())),
            waiting: 3,
            oldest: Some(Timestamp(START.0 - 90_000)),
            dead: 2,
            failed: 1,
            silent: vec!["sender", "prune"],
            ..well
        };
        self.add("staff::health", "ill", screens::health(owner, &ill));
        let dead = outbox::Model {
            id: OutboxId(31),
            kind: RolesChanged::KIND.to_owned(),
            payload: "{}".to_owned(),
            user_id: person.id,
            dedup_key: None,
            priority: 0,
            run_at: START,
            lease_until: START,
            attempts: 16,
            settled_at: Some(START),
            outcome: Some(Outcome::Dead),
            last_error: Some("Bad Request: chat not found".to_owned()),
            message_id: None,
            created_at: START,
        };
        let rows = page(vec![dead.clone(), dead], 2);
        self.add("staff::dead", "", screens::dead(owner, &rows));
    }

    fn answers(&mut self, owner: &Ctx) {
        let faq = &owner.site.library.faq;
        let received = |category: &str, entry: &str, helped, not| {
            let (category, entry) = faq.entry(category, entry).unwrap();
            Received {
                category,
                entry,
                votes: Count { helped, not },
            }
        };
        let items = vec![
            received("refunds", "how-to-refund", 1, 7),
            received("payments", "how-to-pay", 12, 2),
        ];
        let report = |order, items, votes, total| Report {
            order,
            page: page(items, total),
            first_number: 1,
            votes,
            silent: 25,
        };
        let none = report(Order::WorstFirst, Vec::new(), Count::default(), 0);
        self.add(
            "staff::answers",
            "none",
            staff::screens::answers(owner, &none),
        );
        let sum = Count { helped: 13, not: 9 };
        for (case, order) in [("worst", Order::WorstFirst), ("best", Order::BestFirst)] {
            let some = report(order, items.clone(), sum, 9);
            self.add(
                "staff::answers",
                case,
                staff::screens::answers(owner, &some),
            );
        }
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

fn page<T>(items: Vec<T>, total: u64) -> Page<T> {
    Page {
        items,
        number: 0,
        count: Page::<T>::count_of(total, 8),
        total,
    }
}

fn row_of_nobody(person: &user::Model) -> user::Model {
    user::Model {
        first_name: "—".to_owned(),
        last_name: None,
        start_payload: None,
        ..person.clone()
    }
}

/// One record of every kind of deed.
fn records() -> Vec<audit_record::Model> {
    let by = |number: i64, actor, action: &str, subject: &str, details: &str| audit_record::Model {
        id: AuditId(number),
        at: START,
        actor_kind: actor,
        actor_id: (actor == ActorKind::User).then_some(UserId(2)),
        role: (actor == ActorKind::User).then_some(Role::Admin),
        action: action.to_owned(),
        subject_kind: subject.to_owned(),
        subject_id: Some(7),
        details: details.to_owned(),
    };
    let user = ActorKind::User;
    vec![
        by(1, user, "user.blocked", "user", "{}"),
        by(2, user, "user.unblocked", "user", "{}"),
        by(3, user, "user.note_added", "user", "{}"),
        by(
            4,
            ActorKind::Shell,
            "role.granted",
            "user",
            r#"{"role":"executor","agency_id":null}"#,
        ),
        by(
            5,
            ActorKind::System,
            "role.revoked",
            "user",
            r#"{"role":"manager","agency_id":4}"#,
        ),
        by(
            6,
            user,
            "consent.decided",
            "user",
            r#"{"document":"personal_data","decision":"withdrawn"}"#,
        ),
        by(7, user, "account.exported", "user", "{}"),
        by(8, user, "account.deleted", "user", "{}"),
        by(9, user, "token.created", "token", r#"{"scope":"read"}"#),
        by(10, user, "token.revoked", "token", "{}"),
        by(11, user, "message.revived", "message", "{}"),
    ]
}
