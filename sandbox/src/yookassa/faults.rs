//! Faults on demand.

use serde::{Deserialize, Serialize};

/// An operation of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// `POST /payments`.
    CreatePayment,
    /// `GET /payments/{id}`.
    GetPayment,
    /// `GET /payments`.
    ListPayments,
    /// `POST /payments/{id}/capture`.
    CapturePayment,
    /// `POST /payments/{id}/cancel`.
    CancelPayment,
    /// `POST /refunds`.
    CreateRefund,
    /// `GET /refunds/{id}`.
    GetRefund,
    /// `GET /refunds`.
    ListRefunds,
    /// `POST /payouts`.
    CreatePayout,
    /// `GET /payouts/{id}`.
    GetPayout,
    /// `GET /payouts`.
    ListPayouts,
    /// `GET /me`.
    Me,
}

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// 500.
    ServerError,
    /// No answer at all.
    Silence,
    /// The connection is closed without an answer.
    Reset,
    /// 429; never carried out.
    TooManyRequests,
    /// The refusal that the fault describes; never carried out.
    Refuse,
    /// The answer comes after `delay_ms`.
    Slow,
    /// The answer is cut in the middle; always carried out.
    BadJson,
    /// 202: accepted, not finished (an older way of the service).
    Accepted,
}

/// A rule for calls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// Which operation; any when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<Operation>,
    /// What happens.
    pub kind: FaultKind,
    /// The operation is carried out first, so that only its answer is lost (or late).
    #[serde(default)]
    pub committed: bool,
    /// How many calls it hits; until cleared when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
    /// Delay of a slow answer.
    #[serde(default = "default_delay_ms")]
    pub delay_ms: u64,
    /// Milliseconds told by 429 and 202.
    #[serde(default = "default_retry_after_ms")]
    pub retry_after_ms: u64,
    /// HTTP status of a refusal.
    #[serde(default = "default_status")]
    pub status: u16,
    /// Code of a refusal.
    #[serde(default = "default_code")]
    pub code: String,
    /// Description of a refusal.
    #[serde(default = "default_description")]
    pub description: String,
    /// The offending field of a refusal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
}

const fn default_delay_ms() -> u64 {
    3000
}

const fn default_retry_after_ms() -> u64 {
    1800
}

const fn default_status() -> u16 {
    400
}

fn default_code() -> String {
    "invalid_request".to_owned()
}

fn default_description() -> String {
    "Invalid request parameter".to_owned()
}

impl Fault {
    /// A fault of every call, until cleared.
    #[must_use]
    pub fn new(kind: FaultKind) -> Self {
        Self {
            operation: None,
            kind,
            committed: false,
            times: None,
            delay_ms: default_delay_ms(),
            retry_after_ms: default_retry_after_ms(),
            status: default_status(),
            code: default_code(),
            description: default_description(),
            parameter: None,
        }
    }

    /// 400 with this code and text.
    #[must_use]
    pub fn refuse(code: &str, description: &str) -> Self {
        Self {
            code: code.to_owned(),
            description: description.to_owned(),
            ..Self::new(FaultKind::Refuse)
        }
    }

    /// Only this operation.
    #[must_use]
    pub const fn on(mut self, operation: Operation) -> Self {
        self.operation = Some(operation);
        self
    }

    /// Only so many calls.
    #[must_use]
    pub const fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    /// The operation is carried out first.
    #[must_use]
    pub const fn committed(mut self) -> Self {
        self.committed = true;
        self
    }

    /// Delay of a slow answer.
    #[must_use]
    pub const fn delay_ms(mut self, delay_ms: u64) -> Self {
        self.delay_ms = delay_ms;
        self
    }

    /// HTTP status of a refusal.
    #[must_use]
    pub const fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// Whether the operation goes on before the fault is seen.
    pub(crate) fn comes_after(&self) -> bool {
        match self.kind {
            FaultKind::BadJson => true,
            FaultKind::TooManyRequests | FaultKind::Refuse => false,
            FaultKind::ServerError
            | FaultKind::Silence
            | FaultKind::Reset
            | FaultKind::Slow
            | FaultKind::Accepted => self.committed,
        }
    }
}

/// The active faults, and the switch that takes the whole service down.
#[derive(Debug, Default)]
pub(crate) struct FaultList {
    list: Vec<Fault>,
    pub(crate) is_down: bool,
}

impl FaultList {
    pub(crate) fn add(&mut self, fault: Fault) {
        self.list.push(fault);
    }

    pub(crate) fn clear(&mut self) {
        self.list.clear();
        self.is_down = false;
    }

    pub(crate) fn to_vec(&self) -> Vec<Fault> {
        self.list.clone()
    }

    /// The oldest fault that fits.
    pub(crate) fn take(&mut self, operation: Option<Operation>) -> Option<Fault> {
        if self.is_down {
            return Some(Fault::new(FaultKind::Reset));
        }
        let fits = |fault: &Fault| fault.operation.is_none() || fault.operation == operation;
        let place = self.list.iter().position(fits)?;
        let fault = self.list.get_mut(place)?;
        let hit = fault.clone();
        if let Some(left) = fault.times.as_mut() {
            *left = left.saturating_sub(1);
            if *left == 0 {
                self.list.remove(place);
            }
        }
        Some(hit)
    }
}
