//! The envelope of the Merchant API: JSON-RPC by POST, errors as numbers with words in three languages.

use sea_orm::DbErr;
use serde_json::{Map, Value, json};

use crate::{app::App, args, features::payments::error::PayError, kernel::lang::Lang};

/// The field of the account that names a booking.
pub const FIELD: &str = "order_id";

/// A call that can be read.
#[derive(Clone, Debug)]
pub struct Call {
    /// What is wanted.
    pub method: String,
    /// With which parameters.
    pub params: Map<String, Value>,
}

/// Why a call is refused. The numbers are Payme's.
#[derive(Debug)]
pub enum RpcError {
    /// Another HTTP method than POST.
    NotPost,
    /// The body is no JSON.
    Parse,
    /// Fields are missing, or of another type.
    Envelope,
    /// No such method.
    Method(String),
    /// Wrong credentials.
    Forbidden,
    /// Ours.
    System(anyhow::Error),
    /// Another amount than is due.
    Amount,
    /// No such transaction.
    NoTransaction,
    /// What was paid for has happened: it is not taken back.
    Delivered,
    /// Not in this state.
    Impossible,
    /// Another transaction is open for the same booking; the number is the operator's.
    Busy(i32),
    /// No such booking at this cash desk.
    Unknown,
    /// It is paid.
    Paid,
    /// It is cancelled, or ran out.
    Over,
    /// A fiscal receipt of a transaction that is not there.
    NoReceipt,
    /// Parameters of a fiscal receipt.
    BadReceipt,
}

impl RpcError {
    /// Its number.
    #[must_use]
    pub const fn code(&self) -> i32 {
        match self {
            Self::NotPost => -32_300,
            Self::Parse => -32_700,
            Self::Envelope => -32_600,
            Self::Method(_) => -32_601,
            Self::Forbidden => -32_504,
            Self::System(_) => -32_400,
            Self::Amount => -31_001,
            Self::NoTransaction => -31_003,
            Self::Delivered => -31_007,
            Self::Impossible => -31_008,
            Self::Busy(code) => *code,
            Self::Unknown => -31_050,
            Self::Paid => -31_051,
            Self::Over => -31_052,
            Self::NoReceipt => -32_001,
            Self::BadReceipt => -32_602,
        }
    }

    const fn text(&self) -> &'static str {
        match self {
            Self::NotPost => "payme-error-post",
            Self::Parse => "payme-error-parse",
            Self::Envelope | Self::BadReceipt => "payme-error-envelope",
            Self::Method(_) => "payme-error-method",
            Self::Forbidden => "payme-error-forbidden",
            Self::System(_) => "payme-error-system",
            Self::Amount => "payme-error-amount",
            Self::NoTransaction | Self::NoReceipt => "payme-error-transaction",
            Self::Delivered => "payme-error-delivered",
            Self::Impossible => "payme-error-impossible",
            Self::Busy(_) => "payme-error-busy",
            Self::Unknown => "payme-error-unknown",
            Self::Paid => "payme-error-paid",
            Self::Over => "payme-error-over",
        }
    }

    fn data(&self) -> Option<&str> {
        match self {
            Self::Method(name) => Some(name),
            Self::Unknown | Self::Paid | Self::Over | Self::Busy(_) => Some(FIELD),
            _ => None,
        }
    }
}

impl From<DbErr> for RpcError {
    fn from(error: DbErr) -> Self {
        Self::System(error.into())
    }
}

impl From<PayError> for RpcError {
    fn from(error: PayError) -> Self {
        Self::System(error.into())
    }
}

/// The id of a call, as it was sent; null when it cannot be read.
#[must_use]
pub fn id_of(body: &[u8]) -> Value {
    let read: Result<Value, _> = serde_json::from_slice(body);
    read.ok()
        .and_then(|call| call.get("id").cloned())
        .unwrap_or_default()
}

/// Reads a call.
///
/// # Errors
/// [`RpcError::Parse`], [`RpcError::Envelope`].
pub fn read(body: &[u8]) -> Result<Call, RpcError> {
    let read: Value = serde_json::from_slice(body).or(Err(RpcError::Parse))?;
    let Value::Object(mut call) = read else {
        return Err(RpcError::Envelope);
    };
    let method = call.remove("method");
    let params = call.remove("params");
    match (method, params) {
        (Some(Value::String(method)), Some(Value::Object(params))) => Ok(Call { method, params }),
        _ => Err(RpcError::Envelope),
    }
}

/// The body of an answer.
#[must_use]
pub fn answer(app: &App, id: &Value, outcome: &Result<Value, RpcError>) -> Value {
    match outcome {
        Ok(result) => json!({"jsonrpc": "2.0", "id": id, "result": result}),
        Err(error) => {
            let word = |lang| app.texts.lang(lang).plain(error.text(), args![]);
            let mut body = json!({
                "code": error.code(),
                "message": {
                    "ru": word(Lang::Ru), "uz": word(Lang::Uz), "en": word(Lang::En),
                },
            });
            if let (Some(data), Some(fields)) = (error.data(), body.as_object_mut()) {
                fields.insert("data".to_owned(), data.into());
            }
            json!({"jsonrpc": "2.0", "id": id, "error": body})
        }
    }
}

/// A whole number among the parameters: a string or a fraction is none.
///
/// # Errors
/// [`RpcError::Envelope`].
pub(super) fn integer(params: &Map<String, Value>, name: &str) -> Result<i64, RpcError> {
    params
        .get(name)
        .and_then(Value::as_i64)
        .ok_or(RpcError::Envelope)
}

/// Words among the parameters.
///
/// # Errors
/// [`RpcError::Envelope`].
pub(super) fn string<'p>(params: &'p Map<String, Value>, name: &str) -> Result<&'p str, RpcError> {
    params
        .get(name)
        .and_then(Value::as_str)
        .filter(|word| !word.is_empty() && word.len() <= 64)
        .ok_or(RpcError::Envelope)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_read_with_whatever_id_it_has() {
        for (body, id) in [
            (r#"{"method":"X","params":{},"id":7}"#, json!(7)),
            (
                r#"{"jsonrpc":"2.0","method":"X","params":{},"id":"a"}"#,
                json!("a"),
            ),
            (r#"{"method":"X","params":{}}"#, Value::Null),
        ] {
            assert_eq!(id_of(body.as_bytes()), id);
            assert_eq!(read(body.as_bytes()).unwrap().method, "X");
        }
        assert_eq!(id_of(b"{"), Value::Null);
    }

    #[test]
    fn what_is_no_call_has_its_number() {
        for (body, code) in [
            ("{", -32_700),
            ("[]", -32_600),
            ("{}", -32_600),
            (r#"{"method":"X","params":"y","id":1}"#, -32_600),
            (r#"{"method":1,"params":{},"id":1}"#, -32_600),
        ] {
            assert_eq!(read(body.as_bytes()).unwrap_err().code(), code, "{body}");
        }
    }

    #[test]
    fn numbers_are_whole() {
        let Value::Object(params) = json!({"a": 5, "b": 1e3, "c": "5", "d": -1}) else {
            panic!("an object is no object");
        };
        assert_eq!(integer(&params, "a").unwrap(), 5);
        assert_eq!(integer(&params, "d").unwrap(), -1);
        for name in ["b", "c", "e"] {
            assert_eq!(
                integer(&params, name).unwrap_err().code(),
                -32_600,
                "{name}"
            );
        }
    }
}
