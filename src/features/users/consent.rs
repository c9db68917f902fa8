//! Consent to the legal documents: a ledger of decisions, each about one version of one text.

use std::collections::HashMap;

use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
};

use crate::{
    app::App,
    db,
    entity::consent::{self, Column, Decision, Document, Entity, Model},
    features::{
        audit::{self, AuditEvent},
        library::{DOCUMENTS, Library},
    },
    kernel::{actor::Actor, ids::UserId, lang::Lang},
};

/// The latest decision about each document.
#[derive(Clone, Debug, Default)]
pub struct Consents(HashMap<Document, Model>);

impl Consents {
    /// The first document that is not agreed to in its present version.
    ///
    /// The version is compared in the language in which it was read: another language is not another
    /// document, but a changed text is, and is asked again.
    #[must_use]
    pub fn missing(&self, library: &Library) -> Option<Document> {
        DOCUMENTS.into_iter().find(|document| {
            !self.0.get(document).is_some_and(|row| {
                row.decision == Decision::Given
                    && library
                        .document(*document, row.lang)
                        .is_some_and(|text| text.version == row.version)
            })
        })
    }

    /// Whether an earlier version of this document was agreed to.
    #[must_use]
    pub fn was_given(&self, document: Document) -> bool {
        self.0
            .get(&document)
            .is_some_and(|row| row.decision == Decision::Given)
    }

    /// The latest decision.
    #[must_use]
    pub fn latest(&self, document: Document) -> Option<&Model> {
        self.0.get(&document)
    }
}

/// What a person decided.
///
/// # Errors
/// When the database does not answer.
pub async fn of(db: &impl ConnectionTrait, person: UserId) -> Result<Consents, DbErr> {
    let rows = Entity::find()
        .filter(Column::UserId.eq(person))
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    Ok(Consents(
        rows.into_iter().map(|row| (row.document, row)).collect(),
    ))
}

/// A decision about the version that the person saw.
#[derive(Clone, Copy, Debug)]
pub struct Choice<'v> {
    /// About which document.
    pub document: Document,
    /// In which language it was shown.
    pub lang: Lang,
    /// Which version that was.
    pub version: &'v str,
    /// The decision.
    pub decision: Decision,
}

/// Writes a decision down. A repeat of the update writes nothing.
///
/// # Errors
/// When the database does not answer.
pub async fn decide(
    app: &App,
    actor: Actor,
    person: UserId,
    choices: &[Choice<'_>],
) -> Result<(), DbErr> {
    let now = app.clock.now();
    let Some(txn) = db::begin_once(&app.db, actor, "consent.decide", now).await? else {
        return Ok(());
    };
    for choice in choices {
        let row = consent::ActiveModel {
            user_id: Set(person),
            document: Set(choice.document),
            lang: Set(choice.lang),
            version: Set(choice.version.to_owned()),
            decision: Set(choice.decision),
            at: Set(now),
            ..Default::default()
        };
        Entity::insert(row).exec_without_returning(&txn).await?;
        let event = AuditEvent::ConsentDecided(person, choice.document, choice.decision);
        audit::record(&txn, now, actor, &event).await?;
    }
    txn.commit().await
}
