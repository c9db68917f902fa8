//! The staff panel with sample data.

use std::time::Duration;

use sputnik::{
    entity::{
        audit_record::{self, ActorKind},
        outbox::{self, Outcome},
        user, user_note,
    },
    features::{
        ctx::Ctx,
        staff::{
            self,
            answers::{Order, Received, Report},
            health,
        },
        support::votes::Count,
        users::events::RolesChanged,
    },
    kernel::{
        ids::{AuditId, OutboxId, UserId},
        permission::{Rights, Role},
        time::Timestamp,
    },
    outbox::Event,
};

use super::album::{Album, page};
use crate::support::app::START;

impl Album {
    pub(super) fn staff(&mut self, owner: &Ctx, person: &user::Model, note: &str) {
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
