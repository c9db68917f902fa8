//! How a handler can fail, and what becomes of it.

use std::time::Duration;

use sea_orm::DbErr;

use super::{
    texts::{Args, Tr},
    tg::TgError,
};

/// A handler did not end well.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The person is told why; nothing is wrong with us.
    #[error("refused: {0}")]
    Refused(Refusal),
    /// Worth another try of the same update: the database does not answer.
    #[error("cannot be done right now")]
    Transient(#[source] anyhow::Error),
    /// Telegram wants a pause this long; the update comes again after it.
    #[error("Telegram asks to wait {0:?}")]
    Flood(Duration),
    /// Telegram gave no usable answer; the effect, if there was one, is committed.
    #[error("Telegram does not answer")]
    NoAnswer(#[source] TgError),
    /// The person blocked the bot, or left Telegram: nobody is there to be told.
    #[error("the person is out of reach")]
    Unreachable,
    /// Ours. The person gets a short id, the log gets the chain.
    #[error("broken")]
    Broken(#[source] anyhow::Error),
}

/// Something that cannot be done, as a text.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// Fluent id.
    pub id: &'static str,
    /// Its arguments.
    pub args: Args,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

impl Refusal {
    /// The words, for an alert.
    #[must_use]
    pub fn plain(&self, tr: &Tr) -> String {
        tr.plain(self.id, self.args.clone())
    }
}

impl Fault {
    /// A refusal without arguments.
    #[must_use]
    pub const fn refused(id: &'static str) -> Self {
        Self::Refused(Refusal {
            id,
            args: Vec::new(),
        })
    }

    /// A refusal with arguments.
    #[must_use]
    pub const fn refused_with(id: &'static str, args: Args) -> Self {
        Self::Refused(Refusal { id, args })
    }
}

impl Fault {
    /// Whether Telegram does not know a file that was sent by its id.
    #[must_use]
    pub fn is_unknown_file(&self) -> bool {
        matches!(self, Self::Broken(error)
            if matches!(error.downcast_ref(), Some(TgError::UnknownFile)))
    }
}

impl From<DbErr> for Fault {
    /// A lost or exhausted database is worth another try; anything else it says is our fault.
    fn from(error: DbErr) -> Self {
        if is_outage(&error) {
            Self::Transient(error.into())
        } else {
            Self::Broken(error.into())
        }
    }
}

impl From<TgError> for Fault {
    fn from(error: TgError) -> Self {
        match error {
            TgError::RetryAfter(pause) => Self::Flood(pause),
            TgError::NoAnswer { .. } => Self::NoAnswer(error),
            TgError::Unreachable(_) => Self::Unreachable,
            TgError::NotModified
            | TgError::Gone
            | TgError::TapTooOld
            | TgError::UnknownFile
            | TgError::Refused { .. } => Self::Broken(error.into()),
        }
    }
}

/// Whether the database is away, busy or full, rather than unhappy with what we said.
#[must_use]
pub fn is_outage(error: &DbErr) -> bool {
    use sea_orm::{RuntimeErr, sqlx};
    let (DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error))) =
        error
    else {
        // No connection is an outage whatever the reason: a balancer that hangs up in the middle of the
        // greeting makes it a fault of the protocol, a changed password one of the database.
        return matches!(error, DbErr::ConnectionAcquire(_) | DbErr::Conn(_));
    };
    match &**error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => true,
        sqlx::Error::Database(error) => error
            .code()
            .is_some_and(|code| is_outage_code(code.as_ref())),
        _ => false,
    }
}

/// SQLite's codes are numbers whose low byte is the kind: busy, locked, I/O, full. Postgres's are five
/// letters by class: connection, rollback, resources, operator, system; 25P03 is our own limit on idle
/// transactions.
fn is_outage_code(code: &str) -> bool {
    if code.len() == 5 {
        return code == "25P03"
            || ["08", "40", "53", "57", "58"]
                .iter()
                .any(|class| code.starts_with(class));
    }
    code.parse::<u32>()
        .is_ok_and(|code| matches!(code & 0xff, 5 | 6 | 10 | 13))
}
